"""Choosing whom an extract is about, and saying why and for whom it is taken."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.design.forms import CleanCharField, DateField

from .cohorts import Cohort, cohort_of, place_choices


class CohortForm(forms.Form):
    """The place and the two days between which people started. Names nobody, so it stands in the address."""

    place = forms.ChoiceField(
        label="Place", help_text="A hub, a provider or a contract area: of those, the hubs you look after",
        error_messages={"required": "Choose a place.", "invalid_choice": "Choose a place of the list."},
    )  # fmt: skip
    first_on = DateField(label="Started from", help_text="For example, 1 January 2024")
    last_on = DateField(label="Started until", help_text="That day too. For example, 31 December 2024")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["place"].choices = [("", "Choose a place"), *place_choices(user)]  # type: ignore[attr-defined]

    def clean_last_on(self) -> Any:
        last = self.cleaned_data["last_on"]
        if last and last > timezone.localdate():
            raise ValidationError("Enter today or an earlier day: nobody has started later.", code="future")
        return last

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "Enter a day on or after the first.")
        return given

    @property
    def cohort(self) -> Cohort:
        """The cohort of a valid form."""
        return cohort_of(self.user, *(self.cleaned_data[name] for name in ("place", "first_on", "last_on")))


class TakeForm(forms.Form):
    """Why a file of people leaves, and to whom it goes."""

    recipient = CleanCharField(
        label="Who gets the file?", max_length=200, help_text="The office and the person, as the agreement names them",
        error_messages={"required": "Say who gets the file."},
    )  # fmt: skip
    reason = CleanCharField(
        label="Why is it taken?", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The evaluation it is for, and the agreement it rests on. Name no person.",
        error_messages={"required": "Say why it is taken."},
    )  # fmt: skip
