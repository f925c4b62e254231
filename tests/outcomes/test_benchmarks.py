"""Published figures: shipped with their sources, compared only where they count the same (outcomes: Benchmarks)."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from outcomes.benchmarks import benchmarks_of
from outcomes.indicators import CATALOGUE, indicator
from outcomes.models import Benchmark
from outcomes.periods import period
from outcomes.reference import LISTS

JDL = "CFO Activity Hubs: participants"
SOURCE = "Justice Data Lab, CFO Activity Hubs, January 2026, page 4"


@pytest.fixture
def shipped(db):
    call_command("load_reference", stdout=io.StringIO())


def figures(slug, label):
    return {each.place: each.figure for each in benchmarks_of([(indicator(slug), period(label))])[slug]}


def enter(name=JDL, **options):
    out = io.StringIO()
    call_command(
        "enter_benchmark", name, stdout=out, **({"figure": Decimal("0.31"), "source": SOURCE} | options)
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"name": "Happiness"}, "no published figure called “Happiness”"),
        ({"name": "Housed on release night"}, "not entered by hand"),
        ({"figure": Decimal(31)}, "fraction from 0 to 1"),
        ({"figure": Decimal("NaN")}, "fraction from 0 to 1"),
        ({"source": "  "}, "name the publication"),
        ({"starts_on": datetime.date(2024, 1, 1)}, "a first day and a last one"),
        (
            {"starts_on": datetime.date(2024, 1, 1), "ends_on": datetime.date(2023, 1, 1)},
            "the first one first",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_not_entered(shipped, options, why):
    with pytest.raises(CommandError, match=why):
        enter(**options)
    assert Benchmark.objects.get(name=JDL).figure is None


def test_an_unknown_name_is_answered_with_the_names_there_are(shipped):
    with pytest.raises(CommandError, match=JDL):
        enter("Happiness")


def test_a_figure_entered_by_hand_keeps_what_stood_there_and_outlasts_the_list(shipped):
    assert enter() == f"{JDL}, England: 0.31 ({SOURCE})\n"
    enter(figure=Decimal("0.32"), starts_on=datetime.date(2022, 1, 1), ends_on=datetime.date(2023, 12, 31))
    before = Benchmark.versions.count()
    with LISTS[-1].path.open() as file:
        assert LISTS[-1].load(list(csv.DictReader(file))).new == 0
    assert Benchmark.objects.get(name=JDL).figure == Decimal("0.32")
    assert Benchmark.versions.filter(name=JDL).count() == 3
    assert Benchmark.versions.count() == before


def test_the_list_names_indicators_there_are_and_every_figure_has_its_source(shipped):
    rows = Benchmark.objects.all()
    assert {each.indicator for each in rows} <= {each.slug for each in CATALOGUE}
    assert all(each.source and each.population and each.place for each in rows)
    assert [each.name for each in rows if each.figure is None] == [JDL]


@pytest.mark.parametrize(
    ("slug", "label", "told"),
    [
        ("housed-on-release", "2023/24", {"England and Wales": 0.857}),
        ("housed-on-release", "2025-Q3", {"England and Wales": 0.84}),
        ("housed-on-release", "2019/20", {"England and Wales": 0.863}),  # the first there is
        ("employed-6-months", "2023-Q4", {"England and Wales": 0.311, "Kent, Surrey and Sussex": 0.295}),
        ("continuity-of-care", "2018/19", {"England": 0.303}),
    ],
)
def test_the_latest_figure_of_each_place_is_compared(shipped, slug, label, told):
    assert figures(slug, label) == told


@pytest.mark.parametrize(
    ("slug", "label", "told"),
    [
        ("employed-6-weeks", "2024-Q1", {"England and Wales": 0.193}),
        (
            "employed-6-weeks",
            "2024-Q2",
            {"England and Wales": 0.201},
        ),  # the quarter of the break counts from it on
        ("employed-6-weeks", "2024/25", {"England and Wales": 0.201}),
        ("settled-3-months", "2024-Q1", {"England and Wales": 0.735}),
        ("settled-3-months", "2024-Q3", {}),
        ("employed-6-months", "2025/26", {}),
    ],
)
def test_nothing_is_compared_across_a_series_break(shipped, slug, label, told):
    assert figures(slug, label) == told


def test_reoffending_of_other_people_is_shipped_and_never_compared(shipped):
    assert Benchmark.objects.of("proven-reoffending").filter(figure__isnull=False).count() == 10
    assert figures("proven-reoffending", "2023-Q2") == {}
    enter()
    assert figures("proven-reoffending", "2023-Q2") == {}


def test_an_indicator_costs_one_query(shipped, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures("housed-on-release", "2023/24")
