"""Tagged PDF over reportlab: a Document, and the blocks to put in it. Words are plain: no markup is read."""

from foundation.design.pdf.contents import Contents
from foundation.design.pdf.document import MEASURE, Document
from foundation.design.pdf.flowables import Columns, Figure, Gap, Rule, figure, heading, note, paragraph
from foundation.design.pdf.tables import Column, Group, TableCell, table

__all__ = [
    "MEASURE",
    "Column",
    "Columns",
    "Contents",
    "Document",
    "Figure",
    "Gap",
    "Group",
    "Rule",
    "TableCell",
    "figure",
    "heading",
    "note",
    "paragraph",
    "table",
]
