"""What is typed about referrals. Shapes and messages only: saving is done by the actions."""

from .amending import AMENDING_FORMS
from .deciding import AcceptForm, DeclineForm, InductionForm
from .drafting import SECTION_FORMS, SectionForm
from .listing import GiveForm, HubFilter, ReferrerFilter

__all__ = [
    "AMENDING_FORMS",
    "SECTION_FORMS",
    "AcceptForm",
    "DeclineForm",
    "GiveForm",
    "HubFilter",
    "InductionForm",
    "ReferrerFilter",
    "SectionForm",
]
