"""What is typed about people: the shape of fields, and their messages. The rules are in rules/."""

from .circumstances import (
    AboutPersonForm,
    ConsentForm,
    ReleaseChangeForm,
    ReleaseForm,
    RiskForm,
    SupervisionForm,
    WithdrawalForm,
)
from .conditions import ConditionForm, EndingForm, LabelsForm, PairAnswerForm, PairForm
from .documents import DocumentForm, SetAsideForm
from .dying import DeathCorrectionForm, DeathForm
from .person import PersonChangeForm, PersonForm
from .search import CaseloadFilter, SearchForm

__all__ = [
    "AboutPersonForm",
    "CaseloadFilter",
    "ConditionForm",
    "ConsentForm",
    "DeathCorrectionForm",
    "DeathForm",
    "DocumentForm",
    "EndingForm",
    "LabelsForm",
    "PairAnswerForm",
    "PairForm",
    "PersonChangeForm",
    "PersonForm",
    "ReleaseChangeForm",
    "ReleaseForm",
    "RiskForm",
    "SearchForm",
    "SetAsideForm",
    "SupervisionForm",
    "WithdrawalForm",
]
