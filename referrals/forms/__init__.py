"""What is typed about referrals. Shapes and messages only: saving is done by the actions."""

from .deciding import AcceptForm, DeclineForm, InductionForm
from .drafting import SECTION_FORMS, SectionForm
from .listing import HubFilter, ReferrerFilter

__all__ = [
    "SECTION_FORMS",
    "AcceptForm",
    "DeclineForm",
    "HubFilter",
    "InductionForm",
    "ReferrerFilter",
    "SectionForm",
]
