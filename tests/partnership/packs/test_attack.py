"""The reader of the attack, before everything that a partnership makes public: packs of quarters and of their year with
their files, the public page and its CSV, and what outcome reports said of the area.

The world is one hub and one partner with four quarters, of which the first has few people each time. The reader is
given the exact count behind every number that is shown, and knows that four quarters are a year.
"""

import csv
import datetime
import io
import json

import pytest
from django.urls import reverse

from foundation.lifecycle.dates import LONDON
from outcomes.models import Snapshot
from outcomes.pages.words import SUPPRESSED, say_period
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.publishing import actions as publishing
from outcomes.publishing.told import as_kept
from partnership.figures import entering
from partnership.models import EnteredFigure
from partnership.packs import actions
from partnership.packs.files import FORMATS
from partnership.packs.value import Tabled, from_text
from partnership.plans import actions as plans
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, ServedAreaFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.outcomes import SnapshotContentFactory, SnapshotFactory
from tests.factories.partnership import (
    EnteredFigureFactory,
    MeasureFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    PublishedFigureFactory,
    officer_of,
)
from tests.factories.people import AreaFactory
from tests.factories.referrals import ReferralFactory
from tests.outcomes.reader import Reader
from tests.outcomes.scenes import living_in

pytestmark = pytest.mark.django_db

QUARTERS, YEAR = ("2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"), "2024/25"
NUMBERS = dict(zip(QUARTERS, (4, 12, 15, 21), strict=True)) | {YEAR: 52}
FEW = QUARTERS[0]
DECLINED, USED, HELPED = "All declined", "Places used", "People helped"
ORDERS = {"year last": (*QUARTERS, YEAR), "year first": (YEAR, "2025-Q1", "2024-Q3", "2024-Q4", "2024-Q2")}
ON, AS_AT = datetime.date(2025, 6, 2), datetime.date(2025, 5, 31)


@pytest.fixture
def medway():
    """People declined, places used and people helped in four quarters: 4, 12, 15 and 21 of each."""
    area = AreaFactory(name="Medway")
    hub = HubFactory(name="Chatham", contract_area=area.contract_area)
    ServedAreaFactory(area=area, hub=hub)
    reason, person = ReasonFactory(list="decline", group="risk"), living_in(area)
    for label in QUARTERS:
        on = datetime.datetime.combine(period(label).starts_on, datetime.time(12), LONDON)
        ReferralFactory.create_batch(
            NUMBERS[label], person=person, hub=hub, state="declined", decision="declined", submitted_at=on,
            decided_at=on, reason=reason, explanation="Because", signposting="Elsewhere",
        )  # fmt: skip
        session = SessionFactory(hub=hub, state="recorded", capacity=40, starts_at=on)
        for _ in range(NUMBERS[label]):
            BookingFactory(session=session, mark="attended")
    return area


@pytest.fixture
def order():
    """In which figures are entered."""
    return ORDERS["year last"]


@pytest.fixture
def plan(medway, order):
    """What a partner counts of people, by quarter and by year; and the places of hubs, by year."""
    plan = PlanFactory(partnership=PartnershipFactory(area=medway, slug="medway"))
    priority = PriorityFactory(plan=plan)
    people = {"priority": priority, "entered": True, "definition": HELPED, "counts_people": True}
    by_quarter = MeasureFactory(title=f"{HELPED} in a quarter", **people)
    by_year = MeasureFactory(
        title=f"{HELPED} in a year", frequency="yearly", owner=by_quarter.owner, **people
    )
    for label in order:
        EnteredFigureFactory(
            measure=by_year if label == YEAR else by_quarter, period=label, value=NUMBERS[label]
        )
    places = MeasureFactory(
        priority=priority,
        owner=by_quarter.owner,
        indicator="hub-availability",
        unit="places",
        frequency="yearly",
    )
    report = SnapshotFactory(published=True, place="Medway", period=YEAR)
    SnapshotContentFactory(snapshot=report)
    PublishedFigureFactory(
        measure=places, snapshot=report, value=160, low=None, high=None, numerator=50, denominator=160
    )
    return plan


@pytest.fixture
def packs(plan, client, monkeypatch):
    """A pack of each quarter, then one of the year; and what the public CSV told after each (`.beside`)."""
    monkeypatch.setattr(actions, "FORMATS", {name: FORMATS[name] for name in ("json", "csv")})
    officer = officer_of(plan.partnership)
    plans.adopt(plan, by=officer)
    return [published(client, plan.partnership, label, officer) for label in (*QUARTERS, YEAR)]


def published(client, partnership, label, officer):
    pack = actions.publish(actions.build(partnership, period=period(label), by=officer, on=ON), by=officer)
    pack.beside = set(told_in_csv(public_csv(client)))
    return pack


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_no_small_count_is_found_in_everything_that_is_public(client, packs):
    partnership, officer = packs[0].partnership, packs[0].built_by
    for label in (QUARTERS[3], YEAR):  # what it counts stays, and where it can be checked is put right
        figure = EnteredFigure.objects.get(period=label)
        entering.enter(
            figure.measure,
            by=officer,
            period=label,
            value=figure.value,
            source="Mended",
            seen_as=figure.seen_as,
        )
        packs.append(published(client, partnership, YEAR, officer))
    shown = {each for pack in packs for each in (*told_by(pack), *pack.beside)}
    assert {(DECLINED, QUARTERS[1]), (USED, YEAR), (HELPED, QUARTERS[3])} <= shown
    reader = reader_of(shown)
    assert found_by(reader) == []
    reader.knows(52, (1, (DECLINED, YEAR)))
    assert found_by(reader) == [DECLINED]  # whoever knows more finds it: the reader can solve


@pytest.mark.whole
def test_nor_together_with_the_reports_of_the_quarters_and_of_the_year(
    client, medway, packs, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("outcomes.publishing.drafting.FORMATS", {})
    monkeypatch.setattr("outcomes.publishing.drafting.rows_hash", lambda report: "")
    Snapshot.objects.filter(period=YEAR).update(state="corrected")  # the guard was not told of what it says
    shown = {each for pack in packs for each in told_by(pack)} - {(USED, YEAR)}
    by = UserFactory(role="commissioner")
    for label in (*QUARTERS, YEAR):
        with django_capture_on_commit_callbacks(execute=True):
            draft = publishing.begin(place_named("area", "Medway"), period(label), as_at=AS_AT, by=by)
        draft.refresh_from_db()
        report = publishing.publish(draft, by=by)
        shown |= {
            (USED, label)
            for each in as_kept(report.content.counted)
            if (each.table, each.entry, each.is_shown) == ("hub-availability", "events", True)
        }
    assert (USED, QUARTERS[2]) in shown
    rebuilt = actions.build(packs[-1].partnership, period=period(YEAR), by=packs[-1].built_by, on=ON)
    shown |= {*told_by(actions.publish(rebuilt, by=rebuilt.built_by)), *told_in_csv(public_csv(client))}
    assert found_by(reader_of(shown)) == []


def found_by(reader):
    """Of what the count of the few is found."""
    return [what for what in (DECLINED, USED, HELPED) if reader.value((1, (what, FEW))) is not None]


def reader_of(shown):
    """Somebody who knows the exact count behind each number shown, and that four quarters are a year."""
    reader = Reader([(what, label) for what in (DECLINED, USED, HELPED) for label in NUMBERS])
    for what in (DECLINED, USED, HELPED):
        reader.knows(0, (-1, (what, YEAR)), *((1, (what, label)) for label in QUARTERS))
    for what, label in shown:
        reader.knows(NUMBERS[label], (1, (what, label)))
    return reader


def told_by(pack):
    """The numbers that a file of the pack tells: (what, period)."""
    content = bytes(pack.files.get(format="json").content).decode()
    whole = from_text(content)
    assert json.loads(content) == json.loads(pack.content.said)
    for drawn in whole.courses:
        what = USED if drawn.measure.indicator else HELPED
        yield from (
            (what, each.period) for each in drawn.course if (each.numerator or each.value) is not None
        )
    labels = {say_period(period(label)): label for label in NUMBERS}
    for table in whole.section("availability").blocks:
        label = pack.period
        for row in table.rows if isinstance(table, Tabled) else ():
            label = labels.get(row[0].partition(": ")[0], label)
            yield from (
                (what, label)
                for what, words in zip(table.heads[1:], row[1:], strict=False)
                if what in (DECLINED, USED) and words != SUPPRESSED
            )


def public_csv(client):
    answer = client.get(reverse("public_figures", args=["medway"]))
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def told_in_csv(rows):
    for row in rows:
        if row["figure"]:
            yield (HELPED if row["measure"].startswith(HELPED) else USED), row["period"]


def test_no_file_holds_a_number_that_the_page_does_not_show(packs):
    hidden = [
        each
        for pack in packs
        for drawn in from_text(pack.content.said).courses
        for each in drawn.course
        if each.unsaid or each.withdrawn
    ]
    assert hidden
    for each in hidden:
        assert (each.value, each.low, each.high, each.numerator, each.denominator) == (None,) * 5
