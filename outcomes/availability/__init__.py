"""Availability and need: what "increase availability" is judged by (domain: Availability and need).

Three parts: what hubs offer, what is needed of them, and what was delivered of the targets. Each part is some sections,
each a table with its caption, some with a chart; the page and the CSV are made of the same sections.
"""

from .asked import Asked
from .parts import PARTS, Part, part_named
from .sections import Section

__all__ = ["PARTS", "Asked", "Part", "Section", "part_named"]
