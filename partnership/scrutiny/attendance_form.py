"""The form of a meeting: one row for each partner, of those that were in the partnership on the day."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from foundation.design.dates import say_day, today
from foundation.design.forms import CleanCharField, DateField, Radios

from ..models import Meeting, Partner
from .forms import WIDE
from .meetings import Came

YES, NO = "yes", "no"


class MeetingForm(forms.Form):
    """When a meeting was held, and for each partner who came, by post, or why nobody did."""

    says_optional = False  # what a row needs hangs on whether somebody came

    title = CleanCharField(
        label="Which meeting?", max_length=120, widget=WIDE, help_text="For example, Overview and scrutiny committee",
        error_messages={"required": "Say which meeting it was."},
    )  # fmt: skip
    held_on = DateField(label="Held on", error_messages={"required": "Enter the day of the meeting."})
    minutes = CleanCharField(
        label="Where the minutes are, if they are published", max_length=300, required=False, widget=WIDE
    )
    seen_as = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = partners
        for partner in partners:
            self.fields |= _row_of(partner)

    @property
    def rows(self) -> Iterator[tuple[Partner, list[forms.BoundField]]]:
        """Each partner with its three fields."""
        for partner in self.partners:
            yield partner, [self[f"{name}_{partner.uuid}"] for name in ("came", "who", "apology")]

    @property
    def of_the_meeting(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "held_on", "minutes")]

    def read_anew(self, seen_as: str) -> None:
        """What is sent next is sent after reading the meeting as it stands now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen_as"] = seen_as  # type: ignore[index]

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > today():
            raise forms.ValidationError("A meeting is recorded once it was held.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if held_on := given.get("held_on"):
            for partner in self.partners:
                self._judge(partner, held_on, given)
        return given

    def _judge(self, partner: Partner, held_on: Any, given: dict[str, Any]) -> None:
        came, who, apology = self._answers_of(partner, given)
        field = f"came_{partner.uuid}"
        if not partner.takes_part_on(held_on):
            if came:
                self.add_error(
                    field, f"{partner} was not in the partnership on {say_day(held_on)}: leave it empty."
                )
        elif not came:
            self.add_error(field, f"Say whether somebody came for {partner}.")
        elif came == YES and not who:
            self.add_error(f"who_{partner.uuid}", f"Say who came for {partner}, by post.")
        elif came == YES and apology:
            self.add_error(
                f"apology_{partner.uuid}", f"Somebody came for {partner}: leave the apology empty."
            )
        elif came == NO and who:
            self.add_error(f"who_{partner.uuid}", f"Nobody came for {partner}: leave this empty.")

    @staticmethod
    def _answers_of(partner: Partner, given: dict[str, Any]) -> tuple[str, str, str]:
        came, who, apology = (given.get(f"{name}_{partner.uuid}", "") for name in ("came", "who", "apology"))
        return came, who, apology

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for the action."""
        given = self.cleaned_data
        attendance = {}
        for partner in self.partners:
            came, who, apology = self._answers_of(partner, given)
            if came:
                attendance[partner] = Came(came == YES, who, apology)
        return {name: given[name] for name in ("title", "held_on", "minutes")} | {"attendance": attendance}


def _row_of(partner: Partner) -> dict[str, forms.Field]:
    return {
        f"came_{partner.uuid}": forms.ChoiceField(
            label=f"Did somebody come for {partner}?", choices=[(YES, "Yes"), (NO, "No")], required=False,
            widget=Radios(small=True, inline=True),
        ),
        f"who_{partner.uuid}": CleanCharField(
            label=f"Who came for {partner}, by post", max_length=160, required=False, widget=WIDE,
            help_text="The post, never the name: Head of the probation delivery unit",
        ),
        f"apology_{partner.uuid}": CleanCharField(
            label=f"Why nobody came for {partner}", max_length=300, required=False, widget=WIDE
        ),
    }  # fmt: skip


def as_recorded(meeting: Meeting) -> dict[str, Any]:
    """The form's first values, of a meeting that is corrected."""
    found: dict[str, Any] = {"title": meeting.title, "held_on": meeting.held_on, "minutes": meeting.minutes}
    for row in meeting.attendance.all():
        uuid = row.partner.uuid
        found |= {f"came_{uuid}": YES if row.attended else NO, f"who_{uuid}": row.who}
        found[f"apology_{uuid}"] = row.apology
    return found
