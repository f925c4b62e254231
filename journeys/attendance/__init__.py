"""How one person comes to sessions: in short on the overview, and in full on a page of its own."""

from .summary import Attendance, of_person, was_in_custody

__all__ = ["Attendance", "of_person", "was_in_custody"]
