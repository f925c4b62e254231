"""What is typed about people: the shape of fields, and their messages. The rules are in rules.py."""

from .circumstances import (
    AboutPersonForm,
    ConsentForm,
    ReleaseChangeForm,
    ReleaseForm,
    RiskForm,
    SupervisionForm,
    WithdrawalForm,
)
from .person import PersonForm
from .search import CaseloadFilter, SearchForm

__all__ = [
    "AboutPersonForm",
    "CaseloadFilter",
    "ConsentForm",
    "PersonForm",
    "ReleaseChangeForm",
    "ReleaseForm",
    "RiskForm",
    "SearchForm",
    "SupervisionForm",
    "WithdrawalForm",
]
