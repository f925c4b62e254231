"""What is typed to move a referral: questions and answers, reasons, reviews, a summary."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.querysets import reasons
from hubs.wellbeing.forms import AsksWellbeing
from people.rules import says_nothing

from .. import scope
from ..models import Need, Referral
from ..summary.proposing import proposals_for
from .deciding import chosen_or_typed, grouped, said

QUESTIONS = 3  # asked at once; the first is needed


def text(label: str, *, message: str = "", rows: int = 4, longest: int = 2000, **more: Any) -> CleanCharField:
    """A box for sentences; `message` says what is needed when it is left empty, "" lets it be."""
    more |= {"required": bool(message), "error_messages": {"required": message} if message else {}}
    return CleanCharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class VerbForm(forms.Form):
    """What one verb needs. `answers` are the keyword arguments of its action."""

    def __init__(self, *args: Any, referral: Referral, by: User, **kwargs: Any) -> None:
        self.referral, self.by = referral, by
        super().__init__(*args, **kwargs)

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def because_form(label: str, message: str, hint: str = "") -> type[VerbForm]:
    """A form that asks why, in these words."""

    class BecauseForm(VerbForm):
        because = text(label, message=message, longest=1000, help_text=hint)

        def clean_because(self) -> str:
            return said(self.cleaned_data["because"], message)

    return BecauseForm


class AskForm(VerbForm):
    """Up to three questions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, QUESTIONS + 1):
            message = "Write at least one question." if number == 1 else ""
            label = "What do you need to know?" if number == 1 else f"Question {number}"
            self.fields[f"question_{number}"] = text(label, message=message, rows=3)

    def clean_question_1(self) -> str:
        return said(self.cleaned_data["question_1"], "Write at least one question.")

    def answers(self) -> dict[str, Any]:
        return {"questions": [words for words in self.cleaned_data.values() if words.strip()]}


class AnswerForm(VerbForm):
    """A box under each question that is open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = scope.open_questions(self.referral)
        for question in self.open:
            self.fields[self._name(question.pk)] = text(
                question.text, message=f"Answer “{question.text}”", longest=4000
            )

    @staticmethod
    def _name(pk: int) -> str:
        return f"answer_{pk}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in self.open:
            name = self._name(question.pk)
            if cleaned.get(name) and says_nothing(cleaned[name]):
                self.add_error(name, f"Answer “{question.text}” in words that say something.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        return {"answers": {each.pk: self.cleaned_data[self._name(each.pk)] for each in self.open}}


class WaitForm(VerbForm):
    """Why it waits, and when a place is expected."""

    because = text("Why does it wait?", message="Say why it waits.", rows=3, longest=300,
                   help_text="The referrer reads this.")  # fmt: skip
    expected_on = DateField(
        label="When is a place expected?",
        error_messages={"required": "Enter the day a place is expected; a best guess is enough."},
    )

    def clean_because(self) -> str:
        return said(self.cleaned_data["because"], "Say why it waits.")

    def clean_expected_on(self):
        if self.cleaned_data["expected_on"] <= today():
            raise forms.ValidationError(
                "The day must be to come. If a place is free today, accept the referral."
            )
        return self.cleaned_data["expected_on"]


class ReviewForm(AsksWellbeing, VerbForm):
    """What was looked at again, and the four questions on wellbeing."""

    said = text("What did you review, and what did you find?", message="Say what you reviewed.", longest=4000)

    def clean_said(self) -> str:
        return said(self.cleaned_data["said"], "Say what you reviewed.")

    def answers(self) -> dict[str, Any]:
        return self.other_answers() | {"wellbeing": self.wellbeing}


class GroundsForm(VerbForm):
    """A reason of a list, and words where it asks for them; subclasses name the list."""

    list_name: str
    question: str

    explanation = text("Say more", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {reason.pk: reason for reason in self.entries()}
        hints = {pk: "Say more below" for pk, each in self.reasons.items() if each.text_required}
        self.fields["reason"] = chosen_or_typed(
            grouped(list(self.reasons.values())), label=self.question, message="Choose a reason.",
            widget=Radios(hints=hints),
        )  # fmt: skip
        self.order_fields(["ended_on", "reason", "explanation"])

    def entries(self):
        """The entries of the list that can be chosen here."""
        return reasons(self.list_name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = self.reasons.get(cleaned.get("reason") or 0)
        if chosen and chosen.text_required and says_nothing(cleaned.get("explanation", "")):
            self.add_error("explanation", f"“{chosen}” needs words: say more.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"reason": self.reasons[self.cleaned_data["reason"]]}


class HoldForm(GroundsForm):
    """Why it stands still."""

    list_name, question = "hold", "Why is it put on hold?"


class EndForm(GroundsForm):
    """Why and when it ended."""

    ended_on = DateField(label="When did it end?", error_messages={"required": "Enter the day it ended."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ended_on", today())

    def clean_ended_on(self):
        return _has_come(self.cleaned_data["ended_on"])


class WithdrawForm(EndForm):
    """Why the referrer or the person says no more."""

    list_name, question = "withdraw", "Why is it withdrawn?"


class EndEarlyForm(EndForm):
    """Why support ended before it was completed."""

    list_name, question = "end", "Why did support end early?"

    def entries(self):
        return reasons(self.list_name).exclude(group="completed")


class CompleteForm(VerbForm):
    """What became of each need, proposed from the pathways, and what happens next."""

    ended_on = DateField(
        label="When did support end?", error_messages={"required": "Enter the day support ended."}
    )
    what_next = text("What happens next?", message="Say what happens next.",
                     help_text="Who supports the person now, and what they do themselves.")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ended_on", today())
        self.needs = scope.needs_of(self.referral)
        proposals = proposals_for(self.referral, self.needs)
        for need in self.needs:
            proposal = proposals[need.kind]
            self.fields[need.kind] = forms.ChoiceField(
                label=f"{need}: {need.detail}" if need.detail else str(need), choices=Need.Outcome.choices,
                help_text=proposal.says, initial=proposal.outcome,
                widget=Radios(), error_messages={"required": f"Say what became of {str(need).lower()}."},
            )  # fmt: skip
        self.order_fields([need.kind for need in self.needs])

    def clean_ended_on(self):
        return _has_come(self.cleaned_data["ended_on"])

    def clean_what_next(self) -> str:
        return said(self.cleaned_data["what_next"], "Say what happens next.")

    def answers(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        outcomes = {need.kind: cleaned[need.kind] for need in self.needs}
        return {"outcomes": outcomes, "what_next": cleaned["what_next"], "ended_on": cleaned["ended_on"]}


def _has_come(day):
    if day > today():
        raise forms.ValidationError("The day cannot be in the future.")
    return day
