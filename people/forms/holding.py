"""Handing over, asking for, opening and hiding a record: the shape of fields, and their messages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios

from ..models import BreakGlass
from ..rules import identifiers
from .fields import BIRTH_EXAMPLE, MIDDLE, NARROW, IdentifierField, RefusedForm, box

SENTENCES = {"rows": 4}


def sentences(
    label: str, needed: str, *, most: int = 1000, hint: str = "", required: bool = True
) -> CleanCharField:
    """A few sentences; words that only fill the box are refused by the rules."""
    return CleanCharField(
        label=label, max_length=most, help_text=hint, required=required,
        widget=forms.Textarea(attrs=SENTENCES), error_messages={"required": needed},
    )  # fmt: skip


class MoveForm(RefusedForm):
    """To whom a person, or several, are handed, and why."""

    to = forms.ChoiceField(
        label="Who takes over?",
        help_text="A practitioner, or a team that names one later",
        error_messages={"required": "Choose who takes over."},
    )
    reason = sentences("Why?", "Say why the person moves.", most=200)

    def __init__(self, *args: Any, destinations: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a practitioner or a team"), *destinations]  # type: ignore[attr-defined]


class ExactCrnForm(RefusedForm):
    """Somebody known by their exact CRN."""

    crn = IdentifierField(
        identifiers.clean_crn, label="CRN", help_text="A letter and six figures, like X123456"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crn = self.fields["crn"]
        crn.required, crn.error_messages["required"] = True, identifiers.CRN_NEEDED


class TakeOverForm(ExactCrnForm):
    """Whom somebody asks for, and why."""

    date_of_birth = DateField(
        help_text=BIRTH_EXAMPLE, error_messages={"required": "Enter the date of birth."}
    )
    why = sentences(
        "Why do you ask?", "Say why you ask.", hint="The team that holds the person reads this and decides."
    )


class TakeOverAnswerForm(RefusedForm):
    """Agree, or refuse with a reason that stays on this side."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("agree", "Agree"), ("refuse", "Refuse")],
        widget=Radios(
            hints={
                "agree": "The person moves to their caseload today. Your team reads the record for 90 days.",
                "refuse": "They are told in the same words as when nobody is found, on the day of the answer.",
            }
        ),
        error_messages={"required": "Choose whether you agree."},
    )
    because = sentences(
        "Why not, if you refuse",
        "",
        required=False,
        hint="Kept with the request. It is not shown to those who asked.",
    )


class BreakGlassForm(ExactCrnForm):
    """Which record, and why now."""

    reason = sentences(
        "Why must you see this record now?",
        "Say why you must see this record now.",
        hint="Somebody else reads this on the next working day and judges whether it was justified.",
    )


class ReviewForm(RefusedForm):
    """Whether breaking the glass was justified."""

    verdict = forms.ChoiceField(
        label="Was it justified?",
        choices=BreakGlass.Verdict.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose whether it was justified."},
    )
    review = sentences("What you looked at and what you found", "Say what you found.", most=2000)


class LimitForm(RefusedForm):
    """What every limit needs: a reason; and, once the action asks for it, that hiding the record is meant."""

    reason = sentences("Why?", "Say why.", most=500, hint="Only data stewards read this.")
    is_meant = forms.BooleanField(label="Yes, hide the record from them", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_meant = self.fields.pop("is_meant")
        if "is_meant" in self.data:
            self.fields["is_meant"] = self._is_meant

    def ask_whether_meant(self, why: str) -> None:
        """Show the box, with why it is asked."""
        self.fields["is_meant"] = self._is_meant
        self.add_error("is_meant", why)


class RestrictionForm(LimitForm):
    """Who alone may see the record."""

    allowed = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who may see this record?",
        widget=Checkboxes(small=True),
        error_messages={"required": "Choose who may see this record."},
    )
    field_order = ["allowed", "reason", "is_meant"]

    def __init__(self, *args: Any, users: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = User.objects.filter(pk__in=[user.pk for user in users]).select_related("organisation")
        field: Any = self.fields["allowed"]
        field.queryset = among.order_by("name", "id")
        field.label_from_instance = lambda user: (
            f"{user}, {user.get_role_display().lower()}, {user.organisation}"
        )


class ExclusionForm(LimitForm):
    """One user who may not see the record, wherever they work."""

    user = CleanCharField(
        label="Work e-mail address of the user",
        max_length=254,
        widget=box(MIDDLE, type="email"),
        error_messages={"required": "Enter the user’s work e-mail address."},
    )
    field_order = ["user", "reason", "is_meant"]

    def clean_user(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["user"].strip(), is_active=True).first()
        if found is None or not found.may(Permission.VIEW_PERSON):
            raise ValidationError("No user who sees people has this address. Check it with an administrator.")
        return found


class EndLimitForm(RefusedForm):
    """Why a limit ends."""

    reason = sentences("Why does it end?", "Say why the limit ends.", most=500)


class IdentifierDecisionForm(RefusedForm):
    """Whose number it is."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("confirm", "The number belongs to this record"),
            ("correct", "The number on this record is wrong"),
        ],
        widget=Radios(
            hints={
                "confirm": "The other record keeps it as provisional, until its own number is found.",
                "correct": "Enter the right one below, or leave it empty when there is none.",
            }
        ),
        error_messages={"required": "Choose what you decide."},
    )
    number = CleanCharField(
        label="The right number, if this one is wrong", max_length=30, required=False, widget=box(NARROW)
    )
    reason = sentences("How do you know?", "Say how you know.", most=200)

    def __init__(self, *args: Any, clean: Any, **kwargs: Any) -> None:
        self._clean = clean
        super().__init__(*args, **kwargs)

    def clean_number(self) -> str:
        try:
            return self._clean(self.cleaned_data["number"])
        except ValueError as needed:
            raise ValidationError(str(needed)) from needed
