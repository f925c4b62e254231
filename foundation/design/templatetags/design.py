"""Tags and filters that every template has without loading them."""

import datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, ChoiceField
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design import clock_words, dates, forms, states, typed
from foundation.design.filters import Filter

register = template.Library()

FLAGS = ("friday", "address", "risk", "info")
FRIDAY = 4


def _or_nothing(say: Any) -> Any:
    """A filter that answers an empty text for an empty value, so that templates need no `if`."""

    def filtered(value: Any) -> str:
        return say(value) if value else ""

    filtered.__doc__ = say.__doc__
    return filtered


register.filter("day", _or_nothing(dates.say_day))
register.filter("day_short", _or_nothing(dates.say_day_short))
register.filter("weekday_day", _or_nothing(dates.say_weekday))
register.filter("moment", _or_nothing(dates.say_moment))


@register.filter
def percent(share: float | None) -> str:
    """73%, of a share from 0 to 1; nothing of nothing."""
    return "" if share is None else f"{100 * share:.0f}%"


@register.filter
def clock_time(value: datetime.datetime | datetime.time | None) -> str:
    """9.05 or 16.40. Midnight is a time too."""
    return "" if value in (None, "") else dates.say_time(value)


@register.filter
def in_days(value: datetime.date | None) -> str:
    """in 42 days, tomorrow, today, 3 days ago: calendar days from today."""
    if not value:
        return ""
    gap = (dates.day_of(value) - dates.today()).days
    if gap in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[gap]
    return f"in {gap} days" if gap > 0 else f"{-gap} days ago"


@register.filter
def day_or_moment(value: datetime.date | datetime.datetime | None) -> str:
    """A moment with its time, a date without."""
    if not value:
        return ""
    return dates.say_moment(value) if isinstance(value, datetime.datetime) else dates.say_day(value)


@register.filter
def machine_time(value: datetime.date | datetime.datetime | None) -> str:
    """For the datetime attribute: 2026-06-03T09:05 or 2026-06-03."""
    if not value:
        return ""
    return (
        f"{dates.local(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime.datetime) else value.isoformat()
    )


@register.filter
def without_prolog(svg: str) -> SafeString:
    """A drawing made by our own libraries, fit to stand inside a page."""
    return SafeString(svg[svg.find("<svg") :])


@register.simple_tag
def flag(words: str, kind: str = "info") -> SafeString:
    """An outlined flag: friday, address, risk or info."""
    if kind not in FLAGS:
        raise template.TemplateSyntaxError(f"A flag is one of {', '.join(FLAGS)}, not {kind!r}.")
    return format_html('<span class="tg-flag tg-flag--{}">{}</span>', kind, words)


@register.filter
def friday_flag(value: datetime.date | None) -> str:
    """The flag of a Friday release; nothing for another day (interface: Rules 4)."""
    if not value or dates.day_of(value).weekday() != FRIDAY:
        return ""
    return flag("Friday release", "friday")


@register.simple_tag
def state_tag(thing: Any, label: str = "") -> SafeString:
    """The one tag for all states: give a thing that has a state, a member of its states, or a bare value.

    A thing with a `worn_state` wears the colour of that one: its own state means another thing elsewhere.
    """
    state = getattr(thing, "state", thing)
    value = getattr(thing, "worn_state", getattr(state, "value", state))
    words = label or states.label_of(thing)
    return format_html('<strong class="govuk-tag tg-state--{}">{}</strong>', states.colour_of(value), words)


@register.simple_tag
def due(
    due_on: datetime.date | None,
    paused: bool = False,
    unit: str = "working day",
    line: str = "",
    on: Any = None,
) -> SafeString:
    """Clock words with their sign: overdue, today, soon, paused. `line` replaces the small line with the
    date.

    `unit` is "working day" (default) or "day"; `on` is the day it is seen on (default: today in London).
    """
    if not due_on:
        return SafeString("")
    said = clock_words.of(dates.day_of(due_on), on=on or None, paused=bool(paused), unit=unit)
    words = format_html('<span class="tg-clock tg-clock--{}">{}</span>', said.manner, said.words)
    below = line or said.date
    return format_html('{}<span class="tg-clock__date">{}</span>', words, below) if below else words


@register.filter
def field_label(field: BoundField) -> str:
    return forms.label_of(field)


register.filter("widget_kind", forms.kind_of)
register.filter("field_messages", forms.messages_of)


def _forms_of(context: Context) -> list[BaseForm]:
    """`form` and those in `forms`, once each."""
    found = [context.get("form"), *(context.get("forms") or [])]
    return list({id(form): form for form in found if isinstance(form, BaseForm)}.values())


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """Puts "Error: " before the page's title when a form on it was refused (interface: Rules 2)."""
    return "Error: " if any(form.errors for form in _forms_of(context)) else ""


def _first_id(field: BoundField) -> str:
    """The control that a message leads to: the field's own, or the first of a group."""
    if field.use_fieldset and not field.id_for_label:
        return next((control.id_for_label or "" for control in field.subwidgets), "")
    return field.id_for_label


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context: Context, *given: BaseForm) -> dict[str, Any]:
    """Every message of the forms (default: the page's `form` and `forms`), linked to its field; once a
    page."""
    shown = context.dicts[0].setdefault("_forms_summarised", set())
    mistakes = []
    for form in given or _forms_of(context):
        if not isinstance(form, BaseForm) or id(form) in shown or not form.errors:
            continue
        shown.add(id(form))
        mistakes += [{"text": text, "id": ""} for text in form.non_field_errors()]
        mistakes += [
            {"text": text, "id": _first_id(field)} for field in form for text in forms.messages_of(field)
        ]
    return {"mistakes": mistakes}


@register.simple_tag(takes_context=True)
def typed_text(context: Context) -> list[tuple[str, str]]:
    """What this request had sent, for a page that says it was not done."""
    if (given := context.get("typed")) is not None:
        return given
    return typed.text_of(context["request"]) if "request" in context else []


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int, field: str = "") -> str:
    """The same list, filters and order, at another page."""
    query = context["request"].GET.copy()
    query[field or "page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_link(context: Context, table: Any, order: Any) -> str:
    """The same list in another order, from its first page."""
    query = context["request"].GET.copy()
    query.pop(table.prefixed_page_field, None)
    query[table.prefixed_order_by_field] = str(order)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/filter.html", takes_context=True)
def filter_panel(context: Context, form: Filter, title: str = "Filter") -> dict[str, Any]:
    """The filter of a list: a GET form, with what is applied as tags that take it off again."""
    query: QueryDict = context["request"].GET
    applied = [
        {"label": label, "url": _without(query, field.html_name, value)}
        for field in form.visible_fields()
        for value, label in _applied(field, query)
    ]
    others = [name for name in query if name not in form.fields and name != "page"]
    kept = [(name, value) for name in others for value in query.getlist(name)]
    clear = QueryDict(mutable=True)
    for name, value in kept:
        clear.appendlist(name, value)
    return {
        "form": form,
        "title": title,
        "applied": applied,
        "kept": kept,
        "path": context["request"].path,
        "clear_url": f"?{clear.urlencode()}",
    }


def _applied(field: BoundField, query: QueryDict) -> list[tuple[str, str]]:
    """(value, words) of what the URL asks of this field."""
    choices = {str(value): str(label) for value, label in getattr(field.field.widget, "choices", ())}
    values = [value for value in query.getlist(field.html_name) if value and _is_offered(field, value)]
    return [(value, choices.get(value) or (f"{field.label}: {value}")) for value in values]


def _is_offered(field: BoundField, value: str) -> bool:
    return not isinstance(field.field, ChoiceField) or field.field.valid_value(value)


def _without(query: QueryDict, name: str, value: str) -> str:
    left = query.copy()
    left.setlist(name, [each for each in left.getlist(name) if each != value])
    left.pop("page", None)
    return f"?{left.urlencode()}"
