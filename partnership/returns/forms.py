"""What a partner writes in a return, and an officer about it."""

from typing import Any

from django import forms

from foundation.design.filters import Filter
from foundation.design.forms import CleanCharField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from outcomes.pages.words import say_period
from outcomes.periods import period

from ..models import Return, ReturnLine
from ..states import Rating

LONG, REASON = 4000, 1000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LineForm(SeenAs):
    """One measure. Nothing is asked for yet: what is missing is said before the return is submitted."""

    says_optional = False

    own_rating = forms.ChoiceField(
        label="How do you rate your own performance?", choices=Rating.choices, widget=Radios, required=False,
        help_text="Both ratings are published side by side. You may disagree.",
    )  # fmt: skip
    behind = CleanCharField(
        label="What lies behind it?", required=False, max_length=LONG, widget=_area(5),
        help_text="Published as you write it. Name no person.",
    )  # fmt: skip
    why_above = CleanCharField(
        label="If your rating is above the computed one, or leaves it open: why?", required=False, max_length=REASON,
        widget=_area(3), help_text="Without a reason such a rating cannot be submitted.",
    )  # fmt: skip

    def __init__(self, *args: Any, line: ReturnLine, **kwargs: Any) -> None:
        said = ("own_rating", "behind", "why_above", "seen_as")
        kwargs["initial"] = {name: getattr(line, name) for name in said}
        super().__init__(*args, **kwargs)


class WordsForm(SeenAs):
    """The quarter as a whole, in the partner's own words."""

    says_optional = False

    words = CleanCharField(
        label="What do you say of the quarter as a whole?", required=False, max_length=LONG, widget=_area(8),
        help_text="Published as you write it. Name no person.",
    )  # fmt: skip

    def __init__(self, *args: Any, quarterly: Return, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": quarterly.words, "seen_as": quarterly.seen_as}
        super().__init__(*args, **kwargs)


class SendBackForm(forms.Form):
    """Why a return is sent back."""

    because = CleanCharField(
        label="Why is it sent back?", max_length=REASON, widget=_area(4),
        help_text="The partner reads this. Say what is to be put right.",
        error_messages={"required": "Say why it is sent back."},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a return should not be there."""

    because = CleanCharField(
        label="Why is it withdrawn?", max_length=REASON, widget=_area(4),
        help_text="Everybody reads this in the pack. For example, it owned no measure in this quarter. Name no person.",
        error_messages={"required": "Say why it is withdrawn."},
    )  # fmt: skip


class QuarterFilter(Filter):
    """Which quarter is shown; without one, the quarter that ended last."""

    quarter = forms.ChoiceField(label="Quarter", required=False)

    def __init__(self, *args: Any, quarters: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = [  # type: ignore[attr-defined]
            ("", "The last one"), *((label, say_period(period(label))) for label in quarters)
        ]  # fmt: skip

    @property
    def chosen(self) -> str:
        """The label of the quarter; "" where none was chosen."""
        return self.cleaned_data["quarter"] if self.is_valid() else ""
