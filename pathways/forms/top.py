"""The shape of a TOP form on a page: one field for each week, and *not answered* said, never left to be guessed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from foundation.design.forms import CleanCharField, DateField, Radios

from ..models import OutcomesProfile
from ..profiles.items import (
    COLUMNS,
    DAYS_IN_A_WEEK,
    DAYS_IN_ALL,
    ITEMS,
    NOT_ANSWERED,
    OTHER_NAMED,
    TOP_OF_SCALE,
    Item,
    Measure,
    Section,
)
from ..profiles.period import custody_began_on
from ..profiles.rules import faults_of, with_totals

UNSAID = "_not_answered"  # after the slug of an item: the box that says so


@dataclass(frozen=True)
class Question:
    """An item with its fields, as the page draws it; those it does not have are None."""

    item: Item
    weeks: list[BoundField]
    answer: BoundField
    average: BoundField | None
    named: BoundField | None
    unsaid: BoundField | None

    @property
    def mistakes(self) -> list[BoundField]:
        """The fields at fault: their messages stand together above the boxes."""
        fields = [*self.weeks, self.answer, self.average, self.named, self.unsaid]
        return [field for field in fields if field is not None and field.errors]


class ProfileForm(forms.Form):
    """A form of the Treatment Outcomes Profile: stage, day and setting, then every declared item."""

    says_optional = False
    fields: dict[str, Any]
    stage = forms.ChoiceField(
        label="Stage of treatment",
        choices=OutcomesProfile.Stage.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Choose the stage of treatment."},
    )
    taken_on = DateField(
        label="Day the form was filled in",
        error_messages={"required": "Enter the day the form was filled in."},
    )
    setting = forms.ChoiceField(
        label="Where it was filled in",
        choices=OutcomesProfile.Setting.choices,
        widget=Radios(hints={"prison": "Asks about the 28 days before custody, not the last 28 days."}),
        error_messages={"required": "Choose where the form was filled in."},
    )
    custody_on = DateField(
        label="Day custody began, if it was filled in in prison",
        required=False,
        help_text="For example, 3 June 2026. Leave it empty for a form filled in in the community.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            self.fields.update(_fields_of(item))
        self.fields[OTHER_NAMED] = CleanCharField(label="Which substance", max_length=60, required=False)

    @property
    def about(self) -> list[BoundField]:
        """What is asked of the form itself."""
        return [self[name] for name in ("stage", "taken_on", "setting", "custody_on")]

    @property
    def sections(self) -> list[tuple[str, list[Question]]]:
        """The items under their headings, in the order of the paper form."""
        return [(section.value, [self._question(item) for item in ITEMS if item.section == section])
                for section in Section]  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by column, as the action takes them; only of a form that is valid."""
        return {name: self.cleaned_data.get(name) for name in COLUMNS} | {
            OTHER_NAMED: self.cleaned_data.get(OTHER_NAMED, "")
        }

    def about_itself(self) -> dict[str, Any]:
        """Stage, days and setting, as the action takes them."""
        return {name: self.cleaned_data.get(name) for name in ("stage", "taken_on", "setting", "custody_on")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for item in ITEMS:
            if not any(name in self.errors for name in item.columns):
                given |= _read(item, given)
                if fault := _unsaid(item, given):
                    self.add_error(_first(item), fault)
        given |= with_totals(given)
        for name, fault in faults_of(given).items():
            if name in self.fields and not self._is_known_fault(name):
                self.add_error(name, fault)
        return given

    def _is_known_fault(self, name: str) -> bool:
        """Something is said of the item already: one message each is enough."""
        item = next((each for each in ITEMS if name in each.columns), None)
        return name in self.errors or bool(item and any(each in self.errors for each in item.columns))

    def _question(self, item: Item) -> Question:
        return Question(
            item,
            weeks=[self[week] for week in item.weeks],
            answer=self[item.slug],
            average=self[item.average] if item.average else None,
            named=self[OTHER_NAMED] if item.slug == "other" else None,
            unsaid=None if item.measure is Measure.YES_NO else self[item.slug + UNSAID],
        )


class CorrectProfileForm(ProfileForm):
    """A form as it was written, to be put right, and why."""

    reason = CleanCharField(
        label="What was wrong",
        max_length=200,
        help_text="For example: read from the wrong line.",
        error_messages={"required": "Say what was wrong with the form."},
    )
    read_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, profile: OutcomesProfile, **kwargs: Any) -> None:
        super().__init__(*args, initial=_as_written(profile), **kwargs)
        self.fields["read_at"].widget.format = "%Y-%m-%dT%H:%M:%S.%f%z"

    def about_the_correction(self) -> dict[str, Any]:
        """As `about_itself`, with what was wrong and which version was put right."""
        return self.about_itself() | {name: self.cleaned_data[name] for name in ("reason", "read_at")}


def _fields_of(item: Item) -> Iterator[tuple[str, forms.Field]]:
    label = item.label
    for week, name in enumerate(item.weeks, start=1):
        yield name, _number(f"{label}, week {week}", DAYS_IN_A_WEEK, "a week has 0 to 7 days")
    if item.is_days:
        yield item.slug, _number(f"{label}, total", DAYS_IN_ALL, "four weeks have 0 to 28 days")
    elif item.measure is Measure.SCALE:
        yield item.slug, _number(label, TOP_OF_SCALE, "answer from 0 to 20")
    else:
        choices = [("yes", "Yes"), ("no", "No"), ("unsaid", NOT_ANSWERED)]
        missing = f"{label}: choose yes, no or not answered."
        yield item.slug, forms.ChoiceField(
            label=label, choices=choices, help_text=item.note, widget=Radios(inline=True, small=True),
            error_messages={"required": missing, "invalid_choice": missing},
        )  # fmt: skip
        return
    if item.average:
        wrong = f"{label}: the average amount is a number, 0 or more."
        yield item.average, forms.DecimalField(
            label=f"{label}, {item.amount} on a day of use", required=False, min_value=0, max_digits=6,
            decimal_places=2, widget=_box(4, "decimal"),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_digits", "max_decimal_places",
                                          "max_whole_digits"), wrong),
        )  # fmt: skip
    yield item.slug + UNSAID, forms.BooleanField(label=NOT_ANSWERED, required=False)


def _number(label: str, highest: int, says: str) -> forms.IntegerField:
    wrong = f"{label}: {says}."
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=highest, widget=_box(2, "numeric"),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )  # fmt: skip


def _box(width: int, keyboard: str) -> forms.TextInput:
    attrs = {"class": f"govuk-input--width-{width}", "inputmode": keyboard, "autocomplete": "off"}
    return forms.TextInput(attrs=attrs)


def _first(item: Item) -> str:
    return item.weeks[0] if item.is_days else item.slug


def _read(item: Item, given: dict[str, Any]) -> dict[str, Any]:
    """The answer in the column's own terms; a total of 0 or 28 alone says what each week was."""
    if item.measure is Measure.YES_NO:
        return {item.slug: {"yes": True, "no": False}.get(given.get(item.slug, ""))}
    total = given.get(item.slug)
    if item.is_days and total in (0, DAYS_IN_ALL) and all(given.get(week) is None for week in item.weeks):
        return dict.fromkeys(item.weeks, 0 if total == 0 else DAYS_IN_A_WEEK)
    return {}


def _unsaid(item: Item, given: dict[str, Any]) -> str:
    """What is wrong about an item that is answered and said not to be, or neither."""
    if item.measure is Measure.YES_NO:
        return ""
    is_answered = any(given.get(name) is not None for name in item.columns)
    if given.get(item.slug + UNSAID):
        return (
            f"{item.label}: give an answer or say that it was not answered, not both." if is_answered else ""
        )
    if is_answered or item.optional:
        return ""
    what = "the days of each week" if item.is_days else "a number from 0 to 20"
    return f"{item.label}: enter {what}, or tick “{NOT_ANSWERED}”."


def _as_written(profile: OutcomesProfile) -> dict[str, Any]:
    """What the boxes of a recorded form hold."""
    known: dict[str, Any] = profile.answers | {
        "stage": profile.stage, "taken_on": profile.taken_on, "setting": profile.setting,
        "custody_on": custody_began_on(profile.setting, profile.asked_to), "read_at": profile.recorded_at,
    }  # fmt: skip
    for item in ITEMS:
        answer = getattr(profile, item.slug)
        if item.measure is Measure.YES_NO:
            known[item.slug] = {True: "yes", False: "no", None: "unsaid"}[answer]
        else:
            known[item.slug + UNSAID] = answer is None and not item.optional
    return known
