"""The imports of people and their circumstances (files: Import files)."""

from .about import AboutPeople, Known, NamesPeople, crn_column, detail
from .circumstances import ReleaseImport, SupervisionImport
from .expected import ExpectedImport
from .offences import OffenceImport
from .people import PersonImport

IMPORTS = (PersonImport, SupervisionImport, ReleaseImport, OffenceImport, ExpectedImport)

__all__ = [
    "IMPORTS",
    "AboutPeople",
    "ExpectedImport",
    "Known",
    "NamesPeople",
    "OffenceImport",
    "PersonImport",
    "ReleaseImport",
    "SupervisionImport",
    "crn_column",
    "detail",
]
