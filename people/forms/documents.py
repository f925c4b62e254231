"""A file about a person, and why one is set aside."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, Radios

from ..documents.kinds import ACCEPTED, LARGEST
from ..models import Document
from ..rules.documents import LONGEST_TITLE
from .fields import RefusedForm

NOT_OTHERS = "Do not name other people."
MAY_BE = "A PDF, a photograph (JPEG or PNG) or plain text, up to 10 MB"


class FileField(forms.FileField):
    """One file that may be kept, as far as its size says; what it is by its content the action judges."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs: Any) -> None:
        says = {
            "required": "Choose a file.",
            "empty": "The file is empty. Check that it opens on your device, and upload it again.",
            "max_length": "The name of the file is too long. Give it a shorter one, and upload it again.",
        }
        kwargs.setdefault("help_text", MAY_BE)
        super().__init__(error_messages=says | kwargs.pop("error_messages", {}), **kwargs)

    def clean(self, *args: Any, **kwargs: Any) -> Any:
        file = super().clean(*args, **kwargs)
        if file and file.size > LARGEST:
            raise ValidationError(
                "The file is larger than 10 MB. Take the picture smaller, or split the document into parts."
            )
        return file


class DocumentForm(RefusedForm):
    """What it is, and the file."""

    file = FileField(label="File")
    kind = forms.ChoiceField(
        label="What kind of document is it?", choices=Document.Kind.choices, widget=Radios(small=True),
        error_messages={"required": "Choose what kind of document it is."},
    )  # fmt: skip
    title = CleanCharField(
        label="What it is", max_length=LONGEST_TITLE, help_text=f"Such as “Letter of appointment”. {NOT_OTHERS}",
        error_messages={"required": "Say in a few words what it is."},
    )  # fmt: skip


class SetAsideForm(RefusedForm):
    """Why it comes off the list."""

    because = CleanCharField(
        label="Why is it set aside?", max_length=200,
        help_text=f"Such as “Of another person” or “Not readable”. {NOT_OTHERS}",
        error_messages={"required": "Say why the document is set aside."},
    )  # fmt: skip
