"""The upload of an import file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import today
from foundation.design.forms import DateField

from .importers import Importer
from .reading import LARGEST


class UploadForm(forms.Form):
    """A file and, where the import asks for it, the day to which it is complete."""

    file = forms.FileField(
        label="File",
        help_text="CSV in UTF-8, ODS or XLSX, with the names of the columns in the first line",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Its first line must name the columns.",
        },
    )
    covers_to = DateField(label="Complete for disposals up to")

    def __init__(self, *args: Any, importer: type[Importer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not importer.covers_a_period:
            del self.fields["covers_to"]
        else:
            self.fields["covers_to"].initial = today()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB. Split it into several."
            )
        return file

    def clean_covers_to(self) -> Any:
        day = self.cleaned_data["covers_to"]
        if day and day > today():
            raise ValidationError("The file cannot be complete to a day in the future.")
        return day
