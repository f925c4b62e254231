"""The parts of a referral that can be changed after submission: as in the draft, and why."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField

from .deciding import said
from .drafting import AboutForm, NeedsForm, RiskForm, SectionForm, SourceForm

WHY = "Say why it is changed."


class _WithReason(SectionForm):
    """Asks why, below what is changed. `answers` are the keyword arguments for `amend`, without version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = CleanCharField(
            label="Why is it changed?",
            max_length=500,
            help_text="The other side reads this beside what it said before.",
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": WHY},
        )

    def clean_reason(self) -> str:
        return said(self.cleaned_data["reason"], WHY)

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"reason": self.cleaned_data["reason"]}


class AmendSource(_WithReason, SourceForm):
    """Who refers."""


class AmendRisk(_WithReason, RiskForm):
    """Whether risk information has come."""


class AmendNeeds(_WithReason, NeedsForm):
    """A need more, a need less, or other words."""


class AmendAbout(_WithReason, AboutForm):
    """Free words for the hub."""


AMENDING_FORMS: dict[str, type[SectionForm]] = {
    "source": AmendSource,
    "risk": AmendRisk,
    "needs": AmendNeeds,
    "about": AmendAbout,
}
