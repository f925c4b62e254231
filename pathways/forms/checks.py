"""The answer to a check, and the filters of the work list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from foundation.design.filters import Filter
from foundation.design.forms import AsksBeneath, CleanCharField, Radios
from hubs.models import Hub

from ..kinds import KINDS
from ..models import Check
from .words import NOT_OTHERS

A = Check.Answer


class AnswerForm(AsksBeneath, forms.Form):
    """Yes, no, unknown with what was tried, or out of scope with why; and what was wrong with a former answer."""

    asked_by = "answer"
    beneath = {A.UNKNOWN: ("tried",), A.OUT_OF_SCOPE: ("scope",)}
    fields: dict[str, Any]
    answer = forms.ChoiceField(
        label="Your answer", choices=A.choices, widget=Radios,
        error_messages={"required": "Choose yes, no, unknown or out of scope."},
    )  # fmt: skip
    tried = CleanCharField(
        label="What was tried", max_length=200, required=False,
        help_text=f"For example: rang on 3 and 5 June, no answer; the hub has no newer number. {NOT_OTHERS}",
    )  # fmt: skip
    scope = forms.ChoiceField(label="Why it is not asked", required=False, widget=Radios(small=True))
    because = CleanCharField(
        label="What was wrong with the answer", max_length=200,
        help_text="What it said before is kept beside this.",
        error_messages={"required": "Say what was wrong with the answer."},
    )  # fmt: skip
    seen_as = forms.CharField(widget=forms.HiddenInput)
    is_sure = forms.BooleanField(widget=forms.HiddenInput, initial=True, required=False)

    def __init__(self, *args: Any, check: Check, scopes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(each, each) for each in scopes]
        self.fields["answer"].widget.hints = {
            A.UNKNOWN: "It is not counted as no.",
            A.OUT_OF_SCOPE: "The person is left out of the figure.",
        }
        if not scopes:
            self.fields["answer"].choices = [each for each in A.choices if each[0] != A.OUT_OF_SCOPE]
        if not check.answer:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        """What an answer needs is asked here in the words of its own field."""
        given = super().clean()
        if given.get("answer") == A.UNKNOWN and not given.get("tried") and "tried" not in self.errors:
            self.add_error("tried", "Say what was tried, such as who was rung and when.")
        if given.get("answer") == A.OUT_OF_SCOPE and not given.get("scope") and "scope" not in self.errors:
            self.add_error("scope", "Choose why it is out of scope.")
        return given

    def said(self) -> dict[str, Any]:
        """The keyword arguments for `answer_check`."""
        given = self.cleaned_data
        reasons = {A.UNKNOWN: given["tried"], A.OUT_OF_SCOPE: given["scope"]}
        return {
            "answer": given["answer"], "reason": reasons.get(given["answer"], ""), "seen_as": given["seen_as"],
            "because": given.get("because", ""),
        }  # fmt: skip


class CheckFilter(Filter):
    """Of which pathway, and for whom at several hubs, of which hub."""

    kind = forms.ChoiceField(label="Pathway", required=False)
    hub = forms.ChoiceField(label="Hub", required=False)

    def __init__(self, *args: Any, hubs: list[Hub], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.slug, kind.title) for kind in KINDS.values() if kind.checks]
        self.fields["kind"].choices = [("", "Any"), *kinds]  # type: ignore[attr-defined]
        self.fields["hub"].choices = [("", "Any"), *((str(hub.team_id), hub.name) for hub in hubs)]  # type: ignore[attr-defined]
        if len(hubs) < 2:
            del self.fields["hub"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What the URL asks: the kind, "" for any, and the team of the hub, None for any."""
        self.is_valid()
        team = self.cleaned_data.get("hub", "")
        return {"kind": self.cleaned_data.get("kind", ""), "team": int(team) if team else None}
