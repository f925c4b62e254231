"""Forms of the plan, one thing each."""

from decimal import Decimal
from typing import Any

from django import forms

from foundation.design.dates import today
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from outcomes.indicators import CATALOGUE, Indicator

from ..figures.entering import why_not
from ..models import Measure, Partner, Plan, Priority
from ..states import Frequency, Good, Unit
from .of_people import problems_of

ENTERED = "entered"
_LONG = {"rows": 5}


class PlanForm(forms.Form):
    """What the plan is called, its days, and what it is for."""

    title = CleanCharField(
        label="Title", max_length=120, error_messages={"required": "Enter the plan’s title."},
        help_text="For example, Community Safety Plan 2024 to 2027",
    )  # fmt: skip
    begins_on = DateField(label="First day", error_messages={"required": "Enter the plan’s first day."})
    ends_on = DateField(label="Last day", error_messages={"required": "Enter the plan’s last day."})
    purpose = CleanCharField(
        label="What the partnership wants to achieve (optional)", required=False, max_length=4000,
        widget=forms.Textarea(attrs=_LONG),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("begins_on"), given.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", "The last day comes after the first.")
        return given


class PlanChangeForm(SeenAs, PlanForm):
    """A plan said anew, with the version that its writer read."""

    def as_it_stands(self, fact: Plan) -> dict[str, Any]:
        return {name: getattr(fact, name) for name in ("title", "begins_on", "ends_on", "purpose")}


class PriorityForm(forms.Form):
    """What a priority is, and why."""

    title = CleanCharField(
        label="Priority", max_length=120, error_messages={"required": "Enter the priority."},
        help_text="For example, Reduce re-offending",
    )  # fmt: skip
    why = CleanCharField(
        label="Why it is a priority (optional)", required=False, max_length=2000,
        widget=forms.Textarea(attrs=_LONG),
    )  # fmt: skip


class PriorityChangeForm(SeenAs, PriorityForm):
    """A priority worded anew, with the version that its writer read."""

    def as_it_stands(self, fact: Priority) -> dict[str, Any]:
        return {"title": fact.title, "why": fact.why}


class SourceForm(forms.Form):
    """What a new measure is: one of the indicators, or a figure that a partner enters."""

    indicator = forms.ChoiceField(
        label="What is measured", widget=Radios(small=True),
        error_messages={"required": "Choose an indicator, or a figure that a partner enters."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        hints = {each.slug: each.why for each in CATALOGUE} | {
            ENTERED: "The owner enters it every quarter or year, with its source."
        }
        field.widget.hints = hints
        field.choices = [
            (ENTERED, "A figure that a partner enters"),
            *((each.slug, each.title) for each in CATALOGUE),
        ]

    @property
    def chosen(self) -> Indicator | None:
        """The indicator that was chosen; None for a figure that a partner enters."""
        return declared_as(self.cleaned_data["indicator"])


def declared_as(slug: str) -> Indicator | None:
    """The indicator of a slug; None for a figure that is entered."""
    return next((each for each in CATALOGUE if each.slug == slug), None)


def _number(label: str) -> CleanCharField:
    return CleanCharField(
        label=label, required=False, max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
    )  # fmt: skip


class MeasureForm(forms.Form):
    """A measure with its owner, baseline, target and floor. `declared`: the indicator, None of one that is entered."""

    title = CleanCharField(
        label="Name of the measure", max_length=160, error_messages={"required": "Enter the measure’s name."}
    )
    definition = CleanCharField(
        label="What is counted", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is counted, so that two people would count the same."},
    )  # fmt: skip
    unit = forms.ChoiceField(label="In what unit", choices=Unit.choices, widget=Radios(small=True))
    good = forms.ChoiceField(label="Which way is better", choices=Good.choices, widget=Radios(inline=True))
    counts_people = forms.BooleanField(
        label="It counts people: figures of fewer than 10 are not shown, others are rounded",
        required=False,
        initial=True,
        help_text="A number or a percentage. Figures in other units are shown as they are entered.",
    )
    frequency = forms.ChoiceField(
        label="How often it has a figure", choices=Frequency.choices, widget=Radios(inline=True)
    )
    owner = forms.ModelChoiceField(
        Partner.objects.none(), label="Owner", help_text="The partner that answers for it",
        error_messages={"required": "Choose the partner that answers for it."},
    )  # fmt: skip
    baseline = _number("Baseline (optional)")
    baseline_period = CleanCharField(
        label="Period of the baseline", required=False, max_length=60, help_text="For example, 2023/24"
    )
    target = _number("Target (optional)")
    floor = _number("Floor (optional)")

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        declared: Indicator | None,
        measure: Measure | None = None,
        **kwargs: Any,
    ) -> None:
        self.declared, self.measure = declared, measure
        if measure:
            kwargs["initial"] = _as_typed(measure) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = plan.partnership.partners.in_it_on(today())
        dropped = ["unit", "good", "counts_people", "definition"] if declared else []
        dropped += ["frequency", "unit"] if measure else []
        for name in set(dropped):
            del self.fields[name]
        hint = "In percent, without the sign" if self._unit() == Unit.SHARE else ""
        for name in ("baseline", "target", "floor"):
            self.fields[name].help_text = hint or "A share in percent, without the sign"
        self.fields["floor"].help_text = "What is worse than this is red; between floor and target is amber."

    def _unit(self) -> str:
        if self.declared:
            return self.declared.unit
        return self.measure.unit if self.measure else self.data.get(self.add_prefix("unit"), "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("baseline", "target", "floor"):
            given[name] = self._read(name, given.get(name, ""))
        if (given["baseline"] is None) == bool(given.get("baseline_period")):
            self.add_error("baseline_period", "Enter the baseline with its period, or neither.")
        self._hold_against(given)
        for name, why in problems_of(given | {"unit": self._unit()}, self.measure).items():
            self.add_error(name, why)
        return given

    def _read(self, name: str, typed: str) -> Decimal | None:
        """The number in the measure's unit; a share is typed in percent."""
        text = typed.strip().rstrip("%").replace(",", "").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except ArithmeticError:
            self.add_error(name, "Enter a number, like 35 or 27.5.")
            return None
        number = number / 100 if number.is_finite() and self._unit() == Unit.SHARE else number
        if wrong := why_not(self._unit(), number):
            self.add_error(name, wrong)
            return None
        return number

    def _hold_against(self, given: dict[str, Any]) -> None:
        """The target is no worse than the floor."""
        target, floor = given["target"], given["floor"]
        good = self.declared.good if self.declared else given.get("good")
        if floor is not None and target is None and "target" not in self.errors:
            self.add_error("target", "Enter the target too: a floor alone rates nothing.")
        if None in (target, floor):
            return
        if good == Good.UP and target < floor:
            self.add_error(
                "target", "The target is below its floor. Where higher is better, the floor is the lower one."
            )
        if good == Good.DOWN and target > floor:
            self.add_error(
                "target", "The target is above its floor. Where lower is better, the floor is the higher one."
            )

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as the actions take it."""
        return dict(self.cleaned_data) | (
            {"indicator": self.declared.slug} if self.declared and not self.measure else {}
        )


class MeasureChangeForm(SeenAs, MeasureForm):
    """A measure said anew, with the version that its writer read."""

    @property
    def said(self) -> dict[str, Any]:
        return _without_version(super().said)

    def as_it_stands(self, fact: Measure) -> dict[str, Any]:
        return _without_version(_as_typed(fact))


def _without_version(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if name != "seen_as"}


def _as_typed(measure: Measure) -> dict[str, Any]:
    """A measure as its form writes it."""

    def number(value: Decimal | None) -> str:
        if value is None:
            return ""
        return f"{(value * 100 if measure.unit == Unit.SHARE else value).normalize():f}"

    same = ("title", "definition", "good", "counts_people", "owner", "baseline_period")
    return {name: getattr(measure, name) for name in same} | {
        "baseline": number(measure.baseline), "target": number(measure.target), "floor": number(measure.floor),
        "seen_as": measure.seen_as,
    }  # fmt: skip


class BecauseForm(forms.Form):
    """Why something is left out or given up."""

    because = CleanCharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


class LeaveOutForm(SeenAs, BecauseForm):
    """Why a priority or a measure is left out, with the version of it that was read."""


class AdoptForm(SeenAs):
    """Why the plan changes; a first version needs no reason beside the plan itself."""

    why = CleanCharField(
        label="Why it changes", max_length=1000, widget=forms.Textarea(attrs=_LONG), required=False,
        help_text="Everybody who reads the plan reads this.",
    )  # fmt: skip
    adopted_on = DateField(label="Day on which the partnership agreed", required=False)

    def clean_adopted_on(self) -> Any:
        day = self.cleaned_data["adopted_on"]
        if day and day > today():
            raise forms.ValidationError("The day cannot be in the future.")
        return day
