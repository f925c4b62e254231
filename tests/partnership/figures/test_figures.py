"""Measures take their figures from published reports, or from the partners that own them."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from outcomes.models import Snapshot
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.publishing import actions as publishing
from outcomes.publishing.states import SnapshotState
from partnership.figures import entering, taking
from partnership.figures.course import FALLING, TOO_FEW, direction_of
from partnership.figures.rated import latest_by, rating_of
from partnership.figures.reading import figures_of
from partnership.models import EnteredFigure, PublishedFigure
from partnership.states import Rating
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import published_report
from tests.factories.partnership import (
    EnteredFigureFactory,
    MeasureFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    PublishedFigureFactory,
    officer_of,
    writer_of,
)
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.publishing.quarters import QUARTER
from tests.outcomes.scenes import AS_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def medway():
    return PartnershipFactory(area=AreaFactory(name="Medway"))


@pytest.fixture
def measure(medway):
    """Housed on release, by quarter."""
    return MeasureFactory(priority=PriorityFactory(plan=PlanFactory(partnership=medway)))


def test_publishing_a_report_updates_the_measure_by_itself_and_it_keeps_which_report(
    measure, django_capture_on_commit_callbacks
):
    OffenceCoverageFactory(covers_to=AS_AT)
    released_together(AreaFactory(name="Medway"), 120, housed=40, homeless=60)
    by = UserFactory(role="commissioner")
    with django_capture_on_commit_callbacks(execute=True):
        draft = publishing.begin(place_named("area", "Medway"), QUARTER, as_at=AS_AT, by=by)
    assert not PublishedFigure.objects.exists()
    report = publishing.publish(Snapshot.objects.get(pk=draft.pk), by=by)
    taken = PublishedFigure.objects.get()
    assert (taken.measure, taken.snapshot) == (measure, report)
    assert (taken.value, taken.numerator, taken.denominator, taken.maturity) == (0.4, 40, 100, "final")


def test_a_report_of_another_place_or_length_updates_nothing(measure):
    published_report("Medway")
    elsewhere = PlanFactory(partnership__area__name="Leeds")
    taking.take_all([MeasureFactory(priority__plan=elsewhere)])
    taking.take_all(
        [MeasureFactory(priority=measure.priority, frequency="yearly", indicator="job-sustained")]
    )
    assert not PublishedFigure.objects.exists()


def test_a_measure_that_is_new_takes_what_was_published_before(measure):
    report = published_report("Medway")
    taking.take_all([measure])
    taking.take_all([measure])
    assert [row.snapshot for row in PublishedFigure.objects.all()] == [report]


def test_a_figure_of_a_report_is_never_changed():
    figure = PublishedFigureFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedFigure.objects.filter(pk=figure.pk).update(value=0.9)


def test_a_withdrawn_report_is_said_where_its_figure_stood_and_rated_no_more(measure):
    report = published_report("Medway")
    PublishedFigureFactory(measure=measure, snapshot=report)
    measure.target = Decimal("0.4")
    officer = officer_of(measure.priority.plan.partnership)
    publishing.withdraw(report, by=UserFactory(role="commissioner"), because="Counted a hub twice")
    (figure,) = figures_of([measure])[measure.pk]
    assert (figure.withdrawn, figure.is_told) == ("Counted a hub twice", False)
    assert rating_of(measure, figure) == Rating.INSUFFICIENT
    assert [notice.user for notice in Notice.objects.filter(kind="measures_lost_their_report")] == [officer]


def test_of_a_corrected_report_the_correction_counts(measure):
    former = published_report("Medway")
    PublishedFigureFactory(measure=measure, snapshot=former, value=0.5)
    Snapshot.objects.filter(pk=former.pk).update(state=SnapshotState.CORRECTED)
    later = published_report("Medway", "drafted")
    with transaction.atomic():
        Snapshot.objects.filter(pk=later.pk).update(
            state=SnapshotState.PUBLISHED, number=2, turn=former.turn + 1, published_by=former.asked_by,
            published_at=former.asked_at,
        )  # fmt: skip
    PublishedFigureFactory(measure=measure, snapshot=later, value=0.55)
    assert [figure.value for figure in figures_of([measure])[measure.pk]] == [0.55]


@pytest.mark.parametrize(
    ("value", "target", "floor", "good", "rating"),
    [
        (0.9, "0.9", "0.8", "up", Rating.TARGET_MET),
        (0.85, "0.9", "0.8", "up", Rating.FLOOR_MET),
        (0.79, "0.9", "0.8", "up", Rating.FLOOR_MISSED),
        (0.79, "0.9", None, "up", Rating.FLOOR_MISSED),
        (0.2, "0.2", "0.3", "down", Rating.TARGET_MET),
        (0.25, "0.2", "0.3", "down", Rating.FLOOR_MET),
        (0.31, "0.2", "0.3", "down", Rating.FLOOR_MISSED),
        (0.31, None, None, "up", Rating.INSUFFICIENT),
    ],
)
def test_a_figure_is_rated_by_the_plans_own_target_and_floor(value, target, floor, good, rating):
    measure = MeasureFactory(target=target, floor=floor, good=good)
    PublishedFigureFactory(measure=measure, value=value)
    measure.refresh_from_db()
    (figure,) = figures_of([measure])[measure.pk]
    assert rating_of(measure, figure) == rating


def test_the_latest_figure_is_of_a_period_that_had_ended(measure):
    for label, value in (("2024-Q4", 0.5), ("2025-Q1", 0.6), ("2025-Q2", 0.7)):
        PublishedFigureFactory(measure=measure, snapshot__period=label, value=value)
    found = latest_by(figures_of([measure])[measure.pk], period("2025-Q1"))
    assert found == figures_of([measure])[measure.pk][1]


def test_the_same_number_of_queries_at_3_and_at_30_measures(django_assert_num_queries):
    for number in (3, 30):
        measures = MeasureFactory.create_batch(
            number, priority=PriorityFactory(plan__partnership__area__name=f"A{number}")
        )
        PublishedFigureFactory(measure=measures[0])
        with django_assert_num_queries(2):
            figures_of(measures)


def test_a_direction_needs_six_figures_of_one_series(measure):
    for number in range(1, 5):
        PublishedFigureFactory(measure=measure, snapshot__period=f"2023-Q{number}", value=0.9 - number / 20)
    assert direction_of(measure, figures_of([measure])[measure.pk]) == TOO_FEW
    for number in range(1, 4):
        PublishedFigureFactory(measure=measure, snapshot__period=f"2024-Q{number}", value=0.7 - number / 20)
    assert direction_of(measure, figures_of([measure])[measure.pk]) == FALLING


# --- Entered by hand


@pytest.fixture
def entered(medway):
    """A share that its owner enters."""
    plan = PlanFactory(partnership=medway)
    return MeasureFactory(priority=PriorityFactory(plan=plan), entered=True, unit="share", good="up")


def enter(measure, by, **said):
    given = {"period": "2025-Q1", "value": Decimal("0.4"), "source": "Survey, May 2025"} | said
    return entering.enter(measure, by=by, **given)


def test_only_its_owner_or_an_officer_enters_a_figure(entered):
    other = PartnerFactory(partnership=entered.priority.plan.partnership)
    with pytest.raises(NotYou):
        enter(entered, writer_of(other))
    for user in (writer_of(entered.owner), officer_of(entered.priority.plan.partnership)):
        assert enter(entered, user, seen_as=_seen(entered)).entered_by == user


def _seen(measure):
    standing = EnteredFigure.objects.filter(measure=measure).first()
    return standing.seen_as if standing else ""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value": Decimal("1.1")}, "value"),
        ({"value": Decimal("-0.1")}, "value"),
        ({"value": Decimal("NaN")}, "value"),
        ({"value": None}, "value"),
        ({"absent_because": "Not published"}, "value"),
        ({"source": " "}, "source"),
        ({"period": "2025/26"}, "period"),
        ({"period": "2019-Q1"}, "period"),
        ({"period": "2099-Q1"}, "period"),
        ({"period": "soon"}, "period"),
        ({"numerator": 4}, "denominator"),
        ({"numerator": 11, "denominator": 10}, "numerator"),
        ({"numerator": 9, "denominator": 10}, "numerator"),
    ],
    ids=str,
)
def test_what_cannot_be_a_figure_is_refused_at_its_field(entered, said, field):
    with pytest.raises(entering.NotEntered) as refused:
        enter(entered, writer_of(entered.owner), **said)
    assert refused.value.field == field
    assert not EnteredFigure.objects.exists()


def test_the_database_refuses_a_partners_figure_of_110_percent(entered):
    with pytest.raises(IntegrityError), transaction.atomic():
        EnteredFigureFactory(measure=entered, value=Decimal("1.1"))
    figure = EnteredFigureFactory(measure=entered, value=Decimal("0.9"))
    with pytest.raises(IntegrityError), transaction.atomic():
        EnteredFigure.objects.filter(pk=figure.pk).update(value=Decimal("1.1"))


def test_a_figure_that_is_missing_says_why_and_is_rated_by_nobody(entered):
    enter(entered, writer_of(entered.owner), value=None, absent_because="The survey was not held")
    (figure,) = figures_of([entered])[entered.pk]
    assert (figure.value, figure.unsaid) == (None, "The survey was not held")


def test_a_figure_put_right_keeps_what_stood_there(entered):
    writer = writer_of(entered.owner)
    first = enter(entered, writer)
    enter(entered, writer, value=Decimal("0.5"), seen_as=first.seen_as)
    assert EnteredFigure.objects.get().value == Decimal("0.5")
    assert EnteredFigure.versions.get(version_of=first.pk).value == Decimal("0.4")


def test_who_did_not_read_the_standing_figure_does_not_overwrite_it(entered):
    enter(entered, writer_of(entered.owner))
    with pytest.raises(ChangedMeanwhile):
        enter(entered, officer_of(entered.priority.plan.partnership), value=Decimal("0.9"))


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(4, 40), (36, 40), (4, 9)], ids=["few", "few others", "few in all"]
)
def test_few_people_are_kept_back(entered, numerator, denominator):
    entered.counts_people = True
    value = Decimal(numerator) / Decimal(denominator)
    EnteredFigureFactory(measure=entered, value=value, numerator=numerator, denominator=denominator)
    (figure,) = figures_of([entered])[entered.pk]
    assert (figure.value, figure.numerator, figure.denominator, figure.hidden) == (None, None, None, True)


def test_a_period_is_entered_once_it_has_ended(entered):
    labels = [each.label for each in entering.periods_to_enter(entered)]
    assert labels[-1] == "2023-Q2"
    assert all(period(label).ends_on < datetime.date.today() for label in labels)


def test_of_people_a_share_is_told_in_whole_percent_and_its_counts_rounded(entered):
    entered.counts_people = True
    EnteredFigureFactory(measure=entered, value=Decimal("0.476190"), numerator=20, denominator=42)
    (figure,) = figures_of([entered])[entered.pk]
    assert (figure.value, figure.numerator, figure.denominator) == (0.48, 20, 40)


def test_of_people_a_share_without_its_counts_is_kept_back(entered):
    entered.counts_people = True
    EnteredFigureFactory(measure=entered, value=Decimal("0.4"))
    (figure,) = figures_of([entered])[entered.pk]
    assert (figure.value, figure.hidden) == (None, True)
