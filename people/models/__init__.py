"""The models of people, one concept a file."""

from .circumstances import Consent, ConsentText, Release, RiskInformation, Supervision
from .holding import Caseload, Involvement, LimitedAccess
from .offences import Offence, OffenceCoverage
from .person import Person, PersonArea
from .places import Area, ContractArea, Prison

__all__ = [
    "Area",
    "Caseload",
    "Consent",
    "ConsentText",
    "ContractArea",
    "Involvement",
    "LimitedAccess",
    "Offence",
    "OffenceCoverage",
    "Person",
    "PersonArea",
    "Prison",
    "Release",
    "RiskInformation",
    "Supervision",
]
