"""Forms as GOV.UK draws them, and the fields that every form here shares.

`{{ form }}` draws all fields, `{{ form.release_on.as_field_group }}` one: label, hint, message, control.
The error summary stands at the head of the page; the layout puts it there.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from . import dates

_CLASSES = {
    "input.html": "govuk-input",
    "text.html": "govuk-input",
    "email.html": "govuk-input",
    "number.html": "govuk-input",
    "password.html": "govuk-input",
    "tel.html": "govuk-input",
    "url.html": "govuk-input",
    "search.html": "govuk-input",
    "date.html": "govuk-input",
    "time.html": "govuk-input",
    "datetime.html": "govuk-input",
    "textarea.html": "govuk-textarea",
    "select.html": "govuk-select",
    "file.html": "govuk-file-upload",
    "clearable_file_input.html": "govuk-file-upload",
}
REQUIRED = forms.Field.default_error_messages["required"]
_UNWRITTEN = "Check that this has only letters, figures and usual signs: something in it cannot be shown."


class GovukRenderer(TemplatesSetting):
    """Draws Django's forms with GOV.UK's markup, so that forms themselves name no class."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            context = {**context, "widget": _dressed(context["widget"])}
        return super().render(template_name, context, request)


def _dressed(widget: dict[str, Any]) -> dict[str, Any]:
    """The widget with its classes. What stops a browser from sending is taken off: the server answers in
    words."""
    attrs = dict(widget["attrs"])
    attrs.pop("required", None)
    kind = widget["template_name"].rpartition("/")[2]
    if base := _CLASSES.get(kind):
        wrong = f"{base}--error" if attrs.get("aria-invalid") else ""
        attrs["class"] = " ".join(filter(None, [base, wrong, attrs.get("class", "")]))
    if kind == "textarea.html" and attrs.pop("maxlength", None) and attrs.get("id"):
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {attrs['id']}-info".strip()
        attrs["class"] += " govuk-js-character-count"
    return {**widget, "attrs": attrs}


def refuse_unwritten(text: str) -> None:
    """Raises ValidationError for NUL and other characters that nobody writes: controls and changes of
    direction.

    Line ends and tabs are allowed. NUL is stored by one database and refused by the other (architecture:
    traps 2).
    """
    for sign in text:
        if unicodedata.category(sign) == "Cc" and sign not in "\n\r\t":
            raise ValidationError(_UNWRITTEN, code="unwritten")
        if sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            raise ValidationError(_UNWRITTEN, code="unwritten")


class CleanCharField(forms.CharField):
    """Text without invisible characters."""

    default_validators = [refuse_unwritten]


class CleanTextMixin:
    """Gives every text field of a form the rule of CleanCharField; for model forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(field, forms.CharField) and refuse_unwritten not in field.validators:
                field.validators.append(refuse_unwritten)


class DateField(forms.Field):
    """A date in one box, written as people write it; an impossible one is shown again exactly as typed."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", dates.EXAMPLE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """A date, or None for nothing. Raises ValidationError in plain words
        (foundation.design.dates.read_day)."""
        if value is None or hasattr(value, "isoformat"):
            return value and dates.day_of(value)
        return dates.read_day(str(value)) if str(value).strip() else None

    def prepare_value(self, value: Any) -> Any:
        return dates.say_day(value) if hasattr(value, "isoformat") else value


class HintedChoices:
    """Choices whose radio buttons or boxes carry a hint: `hints` maps a value to its line.

    Mix into RadioSelect or CheckboxSelectMultiple; `small` draws them small, `inline` side by side.
    """

    def __init__(
        self,
        attrs: dict | None = None,
        choices: Any = (),
        *,
        hints: Any = None,
        small: bool = False,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.hints, self.small, self.inline = hints or {}, small, inline

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(*args, **kwargs)  # type: ignore[misc]
        context["widget"] |= {"small": self.small, "inline": self.inline}
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(getattr(value, "value", value), "")
        return option


class Radios(HintedChoices, forms.RadioSelect):
    """Radio buttons with hints; `beneath` maps a value to the fields that stand beneath it (see AsksBeneath)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beneath: Mapping[str, Sequence[forms.BoundField]] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["beneath"] = self.beneath.get(getattr(value, "value", value), ())
        return option


class Checkboxes(HintedChoices, forms.CheckboxSelectMultiple):
    """Boxes with hints."""


class Suggesting(forms.TextInput):
    """A box to type in that offers the usual words; any others may be typed."""

    template_name = "components/forms/suggesting/text.html"

    def __init__(self, usual: Sequence[str], attrs: dict | None = None) -> None:
        super().__init__(attrs)
        self.usual = usual

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(*args, **kwargs)
        widget = context["widget"]
        widget["attrs"]["list"] = f"{widget['attrs'].get('id', widget['name'])}-usual"
        widget["usual"] = self.usual
        return context


class AsksBeneath(forms.Form):
    """Mixed into a form some of whose fields are asked only after one answer to another, `asked_by`, drawn as Radios.

    `beneath` maps a value of it to the names of its fields. With script only those of the answer chosen are shown, and
    sent. Without it all are shown, and what is filled in beneath another answer is said to contradict the one chosen.
    """

    asked_by: ClassVar[str]
    beneath: ClassVar[Mapping[str, Sequence[str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields[self.asked_by].widget
        widget.beneath = {value: [self[name] for name in names] for value, names in self.beneath.items()}

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        drawn = [each for each in context["fields"] if not is_beneath(each[0])]
        return context | {"fields": drawn}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, labels = cleaned.get(self.asked_by), dict(self.fields[self.asked_by].choices)  # type: ignore[attr-defined]
        for value, names in self.beneath.items():
            if chosen and chosen != value and any(cleaned.get(name) for name in names):
                self.add_error(
                    self.asked_by,
                    f"You chose “{labels[chosen]}”, and “{labels[value]}” is filled in too. Choose that, or empty it.",
                )
        return cleaned


def is_beneath(field: forms.BoundField) -> bool:
    """Whether the field stands beneath an answer to another."""
    beneath = getattr(field.form, "beneath", {})
    return any(field.name in names for names in beneath.values())


def label_of(field: forms.BoundField) -> str:
    """The label, saying "(optional)" where the form does not insist and the words do not say so already.

    A form whose page says it once for all sets `says_optional = False`.
    """
    label = str(field.label or "")
    says_so = field.field.required or isinstance(field.field, forms.BooleanField)
    says_so = says_so or is_beneath(field) or not getattr(field.form, "says_optional", True)
    if says_so or not label or "optional" in label.lower() or ", if " in label.lower():
        return label
    return f"{label} (optional)"


_ASKS = {"radios": "Choose an answer", "checkboxes": "Choose at least one", "checkbox": "Tick the box"}


def kind_of(field: forms.BoundField) -> str:
    """radios, checkboxes, checkbox, textarea or control: what a field's template must know."""
    name = field.field.widget.template_name.rpartition("/")[2]
    kinds = {"radio.html": "radios", "checkbox_select.html": "checkboxes", "checkbox.html": "checkbox"}
    return kinds.get(name, "textarea" if name == "textarea.html" else "control")


# What Django says of these is in its own words and names no field; a field's own error_messages go before them.
_PLAIN = {
    "max_length": "{name} must be {limit_value:,} characters or fewer",
    "min_length": "{name} must be {limit_value:,} characters or more",
    "max_value": "{name} must be {limit_value:,} or less",
    "min_value": "{name} must be {limit_value:,} or more",
    "null_characters_not_allowed": _UNWRITTEN,
}


def messages_of(field: forms.BoundField) -> list[str]:
    """What is wrong with a field, each thing once, in plain words that say which field is meant."""
    return list(dict.fromkeys(_in_words(field, error) for error in field.errors.as_data()))


def _in_words(field: forms.BoundField, error: ValidationError) -> str:
    said = str(next(iter(error)))
    if error.code == "required" and said == field.field.default_error_messages.get("required", REQUIRED):
        return _named(field) if said == REQUIRED else f"{said.rstrip('.')}: {field.label}"
    if error.code in _PLAIN and error.code not in field.field.error_messages:
        name = str(field.label).partition(", if ")[0]
        return _PLAIN[error.code].format_map({"name": name, **(error.params or {})})
    return said


def _named(field: forms.BoundField) -> str:
    asks = _ASKS.get(kind_of(field), "Enter an answer")
    if isinstance(field.field, forms.DateField | DateField):
        asks = "Enter a date"
    elif isinstance(field.field, forms.FileField):
        asks = "Choose a file"
    elif isinstance(field.field, forms.ChoiceField | forms.ModelChoiceField) and asks == "Enter an answer":
        asks = "Choose an answer"
    return f"{asks}: {field.label}"
