"""What partners enter is public with a pack, as the pack told it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnership.figures import entering
from partnership.figures.reading import figures_of, public_figures_of
from partnership.packs import actions as packs
from tests.factories.partnership import EnteredFigureFactory, MeasureFactory, officer_of, scrutineer_of
from tests.partnership.packs.test_packs import YEAR
from tests.partnership.scenes import DAY, in_full

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return in_full()


def publish(scene):
    pack = packs.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    return packs.publish(pack, by=scene.officer)


def public(scene):
    return [figure.value for figure in public_figures_of([scene.crimes])[scene.crimes.pk]]


def test_before_a_pack_tells_it_an_entered_figure_is_on_no_public_page(client, scene):
    assert public(scene) == []
    assert (
        "Police recorded crime, table 3"
        not in client.get(reverse("public_figures", args=["medway"])).content.decode()
    )
    publish(scene)
    assert public(scene) == [120]


def test_what_is_put_right_waits_for_the_next_pack(scene):
    publish(scene)
    standing = scene.crimes.entered_figures.get(superseded_at=None)
    entering.enter(
        scene.crimes, by=scene.officer, period="2025-Q1", value=Decimal(130), source="Police, table 4",
        seen_as=standing.seen_as,
    )  # fmt: skip
    assert [figure.value for figure in figures_of([scene.crimes])[scene.crimes.pk]] == [130]
    assert public(scene) == [120]
    publish(scene)
    assert public(scene) == [130]


def test_a_figure_of_a_later_period_than_the_packs_is_not_told_by_it(scene):
    EnteredFigureFactory(measure=scene.crimes, period="2025-Q2", value=90)
    publish(scene)
    assert public(scene) == [120]


def test_what_is_entered_while_a_pack_is_built_waits_for_the_next(scene, monkeypatch):
    def read_and_overtaken(*given, make=packs.whole_pack):
        whole = make(*given)
        EnteredFigureFactory(measure=scene.crimes, period="2024-Q4", value=90)
        return whole

    monkeypatch.setattr(packs, "whole_pack", read_and_overtaken)
    publish(scene)
    assert public(scene) == [120]


def test_a_withdrawn_pack_tells_nothing(scene):
    packs.withdraw(publish(scene), by=scene.officer, because="A figure was wrong")
    assert public(scene) == []


@pytest.mark.parametrize(
    ("name", "more"), [("partnership_plan_detail", ()), ("partnership_plan_version", (1,))]
)
def test_a_member_of_the_committee_reads_an_entered_figure_once_a_pack_tells_it(client, scene, name, more):
    address = reverse(name, args=[scene.plan.uuid, *more])

    def reads_it(reader):
        client.force_login(reader)
        return "<span>120<small>" in client.get(address).content.decode()

    member = scrutineer_of(scene.partnership)
    assert (reads_it(member), reads_it(scene.officer)) == (False, True)
    publish(scene)
    assert reads_it(member)


def test_who_works_on_a_measure_reads_that_its_figure_waits_for_a_pack(client, scene):
    client.force_login(scene.officer)
    page = reverse("measure_detail", args=[scene.crimes.uuid])
    assert "Public with the next scrutiny pack" in client.get(page).content.decode()
    publish(scene)
    assert "Public with the next scrutiny pack" not in client.get(page).content.decode()


# --- Figures of people


def people(*numbers, periods, **more):
    """The figures of people of periods as they are shown, in the order in which they were entered."""
    quarterly = MeasureFactory(entered=True, counts_people=True, definition="People helped", **more)
    yearly = MeasureFactory(
        entered=True, counts_people=True, definition="people  Helped", frequency="yearly",
        priority=quarterly.priority, owner=quarterly.owner, **more,
    )  # fmt: skip
    for label, number in zip(periods, numbers, strict=True):
        EnteredFigureFactory(measure=yearly if "/" in label else quarterly, period=label, value=number)
    found = figures_of([quarterly, yearly])
    shown = {each.period.label: each.value for figures in found.values() for each in figures}
    return [shown[label] for label in periods]


Q = ("2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1")


@pytest.mark.parametrize(
    ("numbers", "periods", "shown"),
    [
        ((12, 13, 21, 33), Q, [10, 15, 20, 35]),
        ((12, 13, 21, 4), Q, [10, 15, 20, None]),
        ((12, 13, 21, 4, 50), (*Q, "2024/25"), [10, 15, 20, None, None]),
        ((50, 12, 13, 21, 4), ("2024/25", *Q), [50, 10, 15, None, None]),
        ((12, 13, 21, 54), (*Q[:3], "2024/25"), [10, 15, 20, None]),
        ((12, 13, 21, 14, 60), (*Q, "2024/25"), [10, 15, 20, 15, 60]),
        ((50, 32, 9, 9), ("2024/25", *Q[:3]), [50, 30, None, None]),
    ],
    ids=["quarters", "few", "then their year", "after their year", "a rest", "nobody few", "all of nine"],
)
def test_a_year_beside_its_quarters_gives_no_few_away(numbers, periods, shown):
    assert people(*numbers, periods=periods) == shown


def test_a_number_that_a_pack_has_told_gives_no_few_away_after_it_was_put_right(scene):
    people = {
        "priority": scene.crimes.priority,
        "owner": scene.probation,
        "entered": True,
        "counts_people": True,
    }
    quarterly = MeasureFactory(title="Helped", **people)
    yearly = MeasureFactory(title="Helped in a year", frequency="yearly", **people)
    for label, number in zip(("2024/25", *Q), (50, 12, 13, 21, 4), strict=True):
        EnteredFigureFactory(measure=yearly if "/" in label else quarterly, period=label, value=number)
    publish(scene)
    former = quarterly.entered_figures.get(period=Q[1])
    entering.enter(
        quarterly,
        by=scene.officer,
        period=Q[1],
        value=Decimal(8),
        source="Counted anew",
        seen_as=former.seen_as,
    )
    for figures in (figures_of([quarterly]), publish(scene) and public_figures_of([quarterly])):
        assert [each.value for each in figures[quarterly.pk]] == [10, None, None, None]


def test_the_form_shows_no_number_of_people_that_the_page_does_not(client):
    measure = MeasureFactory(entered=True, counts_people=True, unit="share")
    EnteredFigureFactory(measure=measure, value=Decimal("0.0625"), numerator=7, denominator=112)
    client.force_login(officer_of(measure.priority.plan.partnership))
    answer = client.get(reverse("figure_enter", args=[measure.uuid]), {"period": "2025-Q1"})
    form = answer.context["form"]
    assert [form[name].value() for name in ("value", "numerator", "denominator")] == [None, None, None]
    assert form["source"].value() == "Police recorded crime, table 3"
