"""What is typed about referrals. Shapes and messages only: saving is done by the actions."""

from .amending import AMENDING_FORMS
from .deciding import AcceptForm, DeclineForm, InductionForm
from .drafting import SECTION_FORMS, SectionForm
from .listing import GiveForm, HubFilter, ReferrerFilter
from .verbs import (
    AgreeForm,
    AnswerForm,
    AskForm,
    CompleteForm,
    EndEarlyForm,
    HoldForm,
    RefuseForm,
    ReviewForm,
    TransferForm,
    WaitForm,
    WithdrawForm,
    because_form,
)

__all__ = [
    "AMENDING_FORMS",
    "SECTION_FORMS",
    "AcceptForm",
    "AgreeForm",
    "AnswerForm",
    "AskForm",
    "CompleteForm",
    "DeclineForm",
    "EndEarlyForm",
    "GiveForm",
    "HoldForm",
    "HubFilter",
    "InductionForm",
    "ReferrerFilter",
    "RefuseForm",
    "ReviewForm",
    "SectionForm",
    "TransferForm",
    "WaitForm",
    "WithdrawForm",
    "because_form",
]
