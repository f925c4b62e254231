"""The list of published figures, and what stood there before."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import Table
from outcomes.indicators import CATALOGUE
from outcomes.models import Benchmark
from outcomes.pages.words import say_percent

_NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}
_LINK = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
_TITLES = {each.slug: each.title for each in CATALOGUE}


class BenchmarkTable(Table):
    """Each published figure with what it is of and where it stands."""

    caption = "Published figures"
    name = django_tables2.Column(verbose_name="Figure of", orderable=False)
    period = django_tables2.Column(empty_values=(), orderable=False)
    figure = django_tables2.Column(empty_values=(), orderable=False, attrs=_NUMBER)
    source = django_tables2.Column(orderable=False)
    same_definition = django_tables2.Column(verbose_name="Used", orderable=False)
    entering = django_tables2.Column(empty_values=(), verbose_name="Enter", orderable=False)

    class Meta:
        sequence = ("name", "period", "figure", "source", "same_definition", "entering")
        empty_text = (
            "No published figure is loaded. Whoever runs Throughgate loads the list with load_reference."
        )

    def __init__(self, *args: Any, may_enter: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if may_enter else ("entering",), **kwargs)

    def render_name(self, record: Benchmark) -> SafeString:
        about = f"{_TITLES.get(record.indicator, record.indicator)}: {record.population}, {record.place}"
        return format_html('{}<span class="tg-sub">{}</span>', record.name, about)

    def render_period(self, record: Benchmark) -> str:
        return period_words(record)

    def render_figure(self, record: Benchmark) -> str:
        return figure_words(record)

    def render_same_definition(self, value: bool) -> str:
        return "Compared with reports" if value else "Told, not compared"

    def render_entering(self, record: Benchmark) -> SafeString | str:
        if not record.is_entered_by_hand:
            return ""
        words = "Enter" if record.figure is None else "Put right"
        return format_html(_LINK, reverse("benchmark_enter", args=[record.pk]), words, record)


def figure_words(benchmark: Benchmark) -> str:
    """27.5%; a figure that is expected says so."""
    return "not entered yet" if benchmark.figure is None else say_percent(float(benchmark.figure), 1)


def period_words(benchmark: Benchmark) -> str:
    """1 April 2022 to 31 March 2023"""
    if benchmark.starts_on is None or benchmark.ends_on is None:
        return "not said"
    return f"{say_day(benchmark.starts_on)} to {say_day(benchmark.ends_on)}"
