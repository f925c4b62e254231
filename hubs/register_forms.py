"""Forms around a register that are no rows of it: marks that a browser sends by themselves, and late entries."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField

from .register import SAID
from .sent import SentEntry
from .states import Mark

_BOX = {"rows": 3}


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
        said = [f"{name}: {' '.join(found)}" if name != "__all__" else " ".join(found)
                for name, found in self.errors.items()]  # fmt: skip
        return " ".join(str(each) for each in said)


class LateEntryForm(forms.Form):
    """Why a register of long ago is taken only now."""

    reason = CleanCharField(
        label="Why is the register taken only now?", max_length=300, widget=forms.Textarea(attrs=_BOX),
        help_text="For example, the paper register was found. Do not name anybody.",
        error_messages={"required": "Say why the register is taken only now."},
    )  # fmt: skip
