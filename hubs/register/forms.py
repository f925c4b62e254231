"""Forms of a register: its rows, marks that a browser sends by themselves, and late entries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, Radios

from ..models import Booking
from ..states import Mark
from .entries import SAID, Entry
from .sent import SentEntry

_BOX = {"rows": 3}
_SHORT_TEXT = forms.Textarea(attrs={"rows": 2})
_ACCEPTABLE = {"": None, "yes": True, "no": False}


class MarkForm(forms.Form):
    """One person's row of the register. `seen` is the version of the booking that the page was made from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    mark = forms.ChoiceField(choices=Mark.choices, required=False, widget=forms.RadioSelect)
    absence_reason = forms.ChoiceField(label="Why, if known", required=False)
    acceptable = forms.TypedChoiceField(
        label="Is the absence acceptable?", required=False, coerce=_ACCEPTABLE.get, empty_value=None,
        choices=[("", "Not decided yet"), ("yes", "Acceptable"), ("no", "Not acceptable")],
    )  # fmt: skip
    did = CleanCharField(label="What they did, if worth noting", max_length=200, required=False)
    strength = CleanCharField(label="Strength shown, if any", max_length=200, required=False)
    note = CleanCharField(label="Note, if any", max_length=2000, required=False, widget=_SHORT_TEXT)
    concern = CleanCharField(
        label="Concern, if any: told at once", max_length=2000, required=False, widget=_SHORT_TEXT
    )

    def __init__(self, *args: Any, reasons: Iterable[str], requirement: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absence_reason"].choices = [("", "Not known"), *((each, each) for each in reasons)]  # type: ignore[attr-defined]
        if not requirement:
            del self.fields["acceptable"]
        self.use_required_attribute = False
        for name in ("note", "concern"):  # thirty running counts of characters would help nobody
            self.fields[name].widget.attrs.pop("maxlength", None)

    def entry(self) -> Entry:
        """What was typed, for `actions.save_register`."""
        return Entry(**self.cleaned_data)


class _WhyField(CleanCharField):
    """Drawn as needed, yet not asked for here: only marks that change need it, and the action compares them."""

    def validate(self, value: Any) -> None:
        """Nothing to say; `actions.ReasonNeeded` says it."""


class CorrectionForm(forms.Form):
    """Was the session held, and why marks change after submission."""

    held = forms.ChoiceField(
        label="Was the session held?", choices=[("yes", "Yes"), ("no", "No, give a reason")], initial="yes",
        required=False, widget=Radios(small=True, inline=True),
    )  # fmt: skip
    reason = _WhyField(
        label="Why do you change the register?", help_text="Needed whenever a mark changes.", max_length=200
    )


def mark_form(booking: Booking, reasons: Iterable[str], sent: Mapping[str, Any] | None = None) -> MarkForm:
    """The row of a booking as it stands, or as `sent` if the page had that row when it was made.

    The booking comes with its session.
    """
    prefix = booking.uuid.hex
    known = [*reasons]
    if booking.absence_reason and booking.absence_reason not in known:
        known.append(booking.absence_reason)
    now = {"seen": booking.version} | {name: as_typed(booking, name) for name in SAID}
    bound = sent if sent is not None and f"{prefix}-seen" in sent else None
    requirement = booking.session.requirement
    return MarkForm(bound, initial=now, prefix=prefix, reasons=known, requirement=requirement)


def as_typed(booking: Booking, name: str) -> str:
    """What a row's field would hold for what stands."""
    value = getattr(booking, name)
    return {None: "", True: "yes", False: "no"}[value] if name == "acceptable" else value


class _YesNoField(forms.Field):
    """True, false or nothing, as JSON has them."""

    def clean(self, value: Any) -> bool | None:
        if value not in (None, True, False) or (
            isinstance(value, int | float) and not isinstance(value, bool)
        ):
            raise ValidationError("Say true, false or null.", code="invalid")
        return value


class SentMarkForm(forms.Form):
    """One mark in JSON: only the names that are there are said, the others stay as they are."""

    key = forms.UUIDField()
    booking = forms.UUIDField()
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    mark = forms.ChoiceField(choices=[("", ""), *Mark.choices], required=False)
    absence_reason = CleanCharField(max_length=120, required=False)
    acceptable = _YesNoField(required=False)
    did = CleanCharField(max_length=200, required=False)
    strength = CleanCharField(max_length=200, required=False)
    note = CleanCharField(max_length=2000, required=False)
    concern = CleanCharField(max_length=2000, required=False)
    reason = CleanCharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if unknown := set(self.data) - set(self.fields):
            raise ValidationError(f"Not known: {', '.join(sorted(unknown))[:200]}.", code="unknown")
        if not set(self.data) & {*SAID, "concern"}:
            raise ValidationError("Nothing is said of the person.", code="empty")
        return cleaned

    def sent(self) -> SentEntry:
        """What `actions.send_mark` takes."""
        cleaned = self.cleaned_data
        says = {name: cleaned[name] for name in SAID if name in self.data}
        named: dict[str, Any] = {
            name: cleaned[name] for name in ("key", "booking", "seen", "concern", "reason")
        }
        return SentEntry(**named, says=says)

    @property
    def problem(self) -> str:
        """What is wrong, in one line."""
        said = [f"{name}: {' '.join(map(str, found))}" if name != "__all__" else " ".join(map(str, found))
                for name, found in self.errors.items()]  # fmt: skip
        return " ".join(str(each) for each in said)


class LateEntryForm(forms.Form):
    """Why a register of long ago is taken only now."""

    reason = CleanCharField(
        label="Why is the register taken only now?", max_length=300, widget=forms.Textarea(attrs=_BOX),
        help_text="For example, the paper register was found. Do not name anybody.",
        error_messages={"required": "Say why the register is taken only now."},
    )  # fmt: skip
