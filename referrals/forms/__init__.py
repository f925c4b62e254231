"""What is typed about referrals. Shapes and messages only: saving is done by the actions."""

from .amending import AMENDING_FORMS
from .deciding import AcceptForm, DeclineForm, InductionForm
from .drafting import SECTION_FORMS, SectionForm
from .handing_on import AgreeForm, AssignForm, RefuseForm, TransferForm
from .listing import GiveForm, HubFilter, ReferrerFilter
from .verbs import (
    AnswerForm,
    AskForm,
    CompleteForm,
    EndEarlyForm,
    HoldForm,
    ReviewForm,
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
    "AssignForm",
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
