"""The page of targets: what was agreed, by place, measure and period."""

from typing import Any

import django_tables2
from django import forms
from django.utils.html import format_html

from foundation.design.filters import Filter
from foundation.design.tables import Table
from people.models import ContractArea

from . import targets
from .models import Target
from .targets import MEASURES

_NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}
KINDS = {"contract_area": "Contract area", "hub": "Hub", "area": "Area"}


class TargetFilter(Filter):
    """Which targets are shown."""

    period = forms.ChoiceField(label="Period", required=False)
    measure = forms.ChoiceField(label="Measure", required=False)
    contract_area = forms.ModelChoiceField(
        ContractArea.objects.none(), label="Contract area", required=False, empty_label="All",
        to_field_name="name",
    )  # fmt: skip

    def __init__(self, *args: Any, periods: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each, targets.say_label(each)) for each in periods]
        self.fields["period"].choices = [("", "All"), *named]  # type: ignore[attr-defined]
        self.fields["measure"].choices = [("", "All"), *_measures()]  # type: ignore[attr-defined]
        self.fields["contract_area"].queryset = ContractArea.objects.all()  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, by field of a target."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


def _measures() -> list[tuple[str, str]]:
    """Delivery lines, then indicators; the kind stands with each, since two of them are called alike."""
    return [(each.slug, f"{each.title} ({each.kind.lower()})") for each in MEASURES.values()]


class TargetTable(Table):
    """Each figure in its own unit, with its place and period."""

    caption = "Targets"
    measure = django_tables2.Column(orderable=False)
    place = django_tables2.Column(empty_values=(), verbose_name="For", orderable=False)
    period = django_tables2.Column(orderable=False)
    target = django_tables2.Column(orderable=False, attrs=_NUMBER)
    floor = django_tables2.Column(empty_values=(), verbose_name="Not below", orderable=False, attrs=_NUMBER)

    class Meta:
        sequence = ("measure", "place", "period", "target", "floor")
        empty_text = (
            "No target is loaded that fits. Clear the filter, or ask a data steward to import targets."
        )

    def render_measure(self, value: str) -> str:
        if value not in MEASURES:
            return value
        return format_html('{}<span class="tg-sub">{}</span>', MEASURES[value].title, MEASURES[value].what)

    def render_place(self, record: Target) -> str:
        kind = next(words for name, words in KINDS.items() if getattr(record, f"{name}_id"))
        return f"{record.place} ({kind.lower()})"

    def render_period(self, value: str) -> str:
        return targets.say_label(value)

    def render_target(self, record: Target) -> str:
        return _say(record, record.target)

    def render_floor(self, record: Target) -> str:
        return _say(record, record.floor) or "None set"


def _say(target: Target, figure: Any) -> str:
    known = MEASURES.get(target.measure)
    return known.say(figure) if known else str(figure)
