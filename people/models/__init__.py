"""The models of people, one concept a file."""

from .advice import ActivityAdvice
from .arrests import LocalSignal
from .breaking_glass import BreakGlass
from .circumstances import Consent, ConsentText, Release, RiskInformation, Supervision
from .conditions import LicenceCondition, NoContact, PendingPair
from .contacts import Note
from .documents import Document
from .expected import ExpectedReoffending
from .handing import TakeOverRequest
from .holding import Caseload, Involvement, LimitedAccess
from .labels import CohortLabel
from .merging import DuplicatePair, Merge, MergedRow
from .offences import Offence, OffenceCoverage
from .person import Person, PersonArea
from .places import Area, ContractArea, Prison
from .safeguarding import SafeguardingConcern

__all__ = [
    "ActivityAdvice",
    "Area",
    "BreakGlass",
    "Caseload",
    "CohortLabel",
    "Consent",
    "ConsentText",
    "ContractArea",
    "Document",
    "DuplicatePair",
    "ExpectedReoffending",
    "Involvement",
    "LicenceCondition",
    "LimitedAccess",
    "LocalSignal",
    "Merge",
    "MergedRow",
    "NoContact",
    "Note",
    "Offence",
    "OffenceCoverage",
    "PendingPair",
    "Person",
    "PersonArea",
    "Prison",
    "Release",
    "RiskInformation",
    "SafeguardingConcern",
    "Supervision",
    "TakeOverRequest",
]
