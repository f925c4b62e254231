"""The pages of one person, to which every name leads, and the list of due work."""

from .attendance import person_attendance
from .contacts import person_contacts
from .documents import person_documents
from .due import due_list
from .history import person_history
from .overview import person_detail
from .plan import person_plan, plan_sheet, plan_text
from .timeline import person_print, person_timeline

__all__ = [
    "due_list",
    "person_attendance",
    "person_contacts",
    "person_detail",
    "person_documents",
    "person_history",
    "person_plan",
    "person_print",
    "person_timeline",
    "plan_sheet",
    "plan_text",
]
