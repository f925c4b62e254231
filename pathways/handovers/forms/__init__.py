"""The forms of handovers: of the side that sends, of the service, and of the directory."""

from .answering import AttendForm, BookForm, CloseForm, DutyForm, PutRightForm, RefuseForm, TreatmentForm
from .directory import ServiceForm
from .sending import BridgeForm, SendForm, WithdrawForm

__all__ = [
    "AttendForm",
    "BookForm",
    "BridgeForm",
    "CloseForm",
    "DutyForm",
    "PutRightForm",
    "RefuseForm",
    "SendForm",
    "ServiceForm",
    "TreatmentForm",
    "WithdrawForm",
]
