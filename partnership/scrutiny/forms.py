"""What is asked about questions and recommendations."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.dates import say_day, today
from foundation.design.forms import CleanCharField, DateField, Radios

from . import scope

LONG, WORDS = 20_000, 1000
PUBLIC = "Everybody can read it once it is published. Name no person who is not in a public office."
WIDE = forms.TextInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"})


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _PartnerField(forms.ModelChoiceField):
    """Partners by name; with the partnership, for a user of several."""

    def label_from_instance(self, partner: Any) -> str:
        return f"{partner} ({partner.partnership})" if self.several else str(partner)

    several = False


class _MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting}, {say_day(meeting.held_on)}"


class AskForm(forms.Form):
    """A question to a partner. An officer enters it for a member or committee, and says when it was asked."""

    partner = _PartnerField(
        queryset=None, label="Which partner is asked?", empty_label="Choose a partner",
        error_messages={"required": "Choose the partner that is asked."},
    )  # fmt: skip
    text = CleanCharField(
        label="Question", max_length=5000, widget=_box(6), help_text=PUBLIC,
        error_messages={"required": "Write the question."},
    )  # fmt: skip
    meeting = _MeetingField(
        queryset=None, label="Asked at a meeting", required=False, empty_label="Between meetings"
    )
    asked_for = CleanCharField(
        label="Who asks?", max_length=120, widget=WIDE,
        help_text="The member or the committee, as it will be published",
        error_messages={"required": "Say who asks."},
    )  # fmt: skip
    asked_on = DateField(label="Asked on, if not at a meeting", required=False)

    def __init__(self, *args: Any, user: User, is_officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["partner"].queryset = scope.partners_to_ask(user)
        fields["partner"].several = len(user.team_ids) > 1
        fields["meeting"].queryset = scope.meetings_to_name(user)
        if is_officer:
            fields["asked_on"].initial = today()
        else:
            del fields["asked_for"], fields["asked_on"]

    def clean_asked_on(self) -> Any:
        return _not_ahead(self.cleaned_data["asked_on"])


def _not_ahead(day: Any) -> Any:
    if day and day > today():
        raise forms.ValidationError("Enter a day that is not in the future.")
    return day


class AnswerForm(forms.Form):
    """The partner's written response."""

    response = CleanCharField(
        label="Written response", max_length=LONG, widget=_box(12), help_text=PUBLIC,
        error_messages={"required": "Write the response."},
    )  # fmt: skip


class CorrectForm(AnswerForm):
    """How a published response should read, and why."""

    because = CleanCharField(
        label="What was wrong?", max_length=WORDS, widget=_box(3), help_text="Everybody reads it with the correction.",
        error_messages={"required": "Say what was wrong."},
    )  # fmt: skip


class BecauseForm(forms.Form):
    """Why a response is sent back or withdrawn, a correction refused, or a question withdrawn."""

    because = CleanCharField(
        label="Why?", max_length=WORDS, widget=_box(4), error_messages={"required": "Say why."}
    )


class RecommendForm(forms.Form):
    """What the committee recommends, to whom and until when."""

    partner = _PartnerField(
        queryset=None, label="To which partner?", empty_label="Choose a partner",
        error_messages={"required": "Choose the partner."},
    )  # fmt: skip
    text = CleanCharField(
        label="Recommendation", max_length=5000, widget=_box(5), help_text=PUBLIC,
        error_messages={"required": "Write what is recommended."},
    )  # fmt: skip
    due_on = DateField(
        label="To be done by", error_messages={"required": "Enter the day by which it is to be done."}
    )

    def __init__(self, *args: Any, meeting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        fields: dict[str, Any] = self.fields
        fields["partner"].queryset = scope.partners_on_the_day_of(meeting)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < self.meeting.held_on:
            raise forms.ValidationError("Enter a day on or after the meeting.")
        return day


def _yes_or_no(label: str, yes: str, no: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("yes", yes), ("no", no)], coerce=lambda value: value == "yes",
        widget=Radios(small=True), error_messages={"required": "Choose one."}, empty_value=None,
    )  # fmt: skip


class AnswerRecommendationForm(forms.Form):
    """Whether the partner will do it."""

    accepts = _yes_or_no("Does the partner accept it?", "Yes, we will do it", "No, we will not")
    answer = CleanCharField(
        label="How will it be carried out, or why not?", max_length=WORDS, widget=_box(5), help_text=PUBLIC,
        error_messages={"required": "Say how it will be carried out, or why not."},
    )  # fmt: skip


class FollowUpForm(forms.Form):
    """How far it is."""

    words = CleanCharField(
        label="What was done since?", max_length=WORDS, widget=_box(4), help_text=PUBLIC,
        error_messages={"required": "Say what was done."},
    )  # fmt: skip


class CloseForm(forms.Form):
    """What became of it."""

    carried_out = _yes_or_no("Was it carried out?", "Yes, it was carried out", "No, it is given up")
    outcome = CleanCharField(
        label="What became of it?", max_length=WORDS, widget=_box(4), help_text=PUBLIC,
        error_messages={"required": "Say what became of it."},
    )  # fmt: skip
