"""People and their circumstances, in any state. Current rows by default."""

from .circumstances import (
    ActivityAdviceFactory,
    CohortLabelFactory,
    ConsentFactory,
    ConsentTextFactory,
    LicenceConditionFactory,
    LocalSignalFactory,
    NoContactFactory,
    PendingPairFactory,
    ReleaseFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from .holding import BreakGlassFactory, LimitedAccessFactory, TakeOverRequestFactory
from .merging import DuplicatePairFactory, MergedRowFactory, MergeFactory
from .offences import ExpectedReoffendingFactory, OffenceCoverageFactory, OffenceFactory
from .persons import CaseloadFactory, InvolvementFactory, PersonAreaFactory, PersonFactory
from .places import AreaFactory, ContractAreaFactory, PrisonFactory

__all__ = [
    "ActivityAdviceFactory",
    "AreaFactory",
    "BreakGlassFactory",
    "CaseloadFactory",
    "CohortLabelFactory",
    "ConsentFactory",
    "ConsentTextFactory",
    "ContractAreaFactory",
    "DuplicatePairFactory",
    "ExpectedReoffendingFactory",
    "InvolvementFactory",
    "LicenceConditionFactory",
    "LimitedAccessFactory",
    "LocalSignalFactory",
    "MergeFactory",
    "MergedRowFactory",
    "NoContactFactory",
    "OffenceCoverageFactory",
    "OffenceFactory",
    "PendingPairFactory",
    "PersonAreaFactory",
    "PersonFactory",
    "PrisonFactory",
    "ReleaseFactory",
    "RiskInformationFactory",
    "SupervisionFactory",
    "TakeOverRequestFactory",
]
