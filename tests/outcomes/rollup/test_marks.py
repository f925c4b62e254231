"""What is written leaves marks, and marks doubt what the row can move, where it can move it, and nothing else."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from foundation.lifecycle import facts, triggers
from foundation.lifecycle.dates import quarter_of
from outcomes import rollup
from outcomes.beside.flow import FLOW
from outcomes.beside.groups import divided_by_groups
from outcomes.beside.lateness import ANSWERS
from outcomes.indicators import indicator
from outcomes.models import DoubtedPlace, KeptQuarter, Mark
from outcomes.models.rollup import NOWHERE
from outcomes.moments import report_moment
from outcomes.places import AREAS, HUBS
from outcomes.rollup import marking
from outcomes.rollup.doubting import doubt_what_is_marked
from pathways.models import Check
from people import actions as people
from people.models import Offence, Person, PersonArea
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import BookingFactory, HubFactory
from tests.factories.pathways import CheckFactory, MilestoneClaimFactory
from tests.factories.people import AreaFactory, CaseloadFactory, OffenceFactory, ReleaseFactory
from tests.factories.referrals import TransferFactory
from tests.outcomes.rollup.compared import differing
from tests.outcomes.scenes import RELEASED, later, living_in, referred, released

pytestmark = pytest.mark.django_db
TODAY = datetime.datetime(2025, 6, 30, 12, tzinfo=datetime.UTC)
Q1, Q2 = quarter_of(RELEASED), quarter_of(RELEASED) + 1
HOUSED, WAIT, ATTENDANCE = "housed-on-release", "wait-to-first-attendance", "attendance-rate"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def keep(*slugs):
    """Keep the first two quarters of these indicators, with nothing doubted."""
    doubt_what_is_marked()
    for slug in slugs:
        for family in (AREAS, HUBS):
            rollup.counts(indicator(slug), family, report_moment(timezone.localdate()), [Q1, Q2])


def keep_beside(declared):
    """The same of what is counted beside the table."""
    doubt_what_is_marked()
    for family in (AREAS, HUBS):
        rollup.counts(declared, family, report_moment(timezone.localdate()), [Q1, Q2])


def doubted():
    """{(slug, family, quarter): the places, or all of it} that is doubted now."""
    doubt_what_is_marked()
    whole = KeptQuarter.objects.filter(as_at=None).values_list("indicator", "family", "quarter")
    found = dict.fromkeys(whole, "all of it")
    for row in DoubtedPlace.objects.filter(kept__as_at__isnull=False).select_related("kept"):
        found.setdefault((row.kept.indicator, row.kept.family, row.kept.quarter), set()).add(row.place)
    return found


def test_a_copy_laid_aside_leaves_no_mark_and_what_it_was_copied_from_leaves_one(person):
    offence = OffenceFactory(person=person, offence_on=later(10), disposed_on=later(30))
    Mark.objects.all().delete()
    facts.correct([(offence, {"disposed_on": later(90)})], by=None)
    assert list(Mark.objects.values_list("source", "person_id", "day")) == [
        ("people_offence", person.pk, None)
    ]


def test_another_name_of_a_person_moves_no_figure_and_leaves_no_mark(person):
    Mark.objects.all().delete()
    facts.correct([(person, {"family_name": "Oakmere"})], by=None)
    assert not Mark.objects.exists()


def test_a_row_that_changes_hands_and_days_leaves_a_mark_of_each(person):
    release, other = released(person), living_in(AreaFactory())
    Mark.objects.all().delete()
    facts.correct([(release, {"person": other, "released_on": later(40)})], by=None)
    marks = Mark.objects.filter(source="people_release").values_list("person_id", "day")
    assert set(marks) == {(person.pk, RELEASED), (other.pk, later(40))}


def test_a_bulk_of_rows_is_doubted_as_a_table(person):
    with triggers.lifted():
        Offence.versions.bulk_create([OffenceFactory.build(person=person) for _ in range(3)])
    rollup.mark_everything()
    keep(HOUSED)
    rollup.mark_everything()
    OffenceFactory(person=person)
    if connection.vendor == "sqlite":
        assert Mark.objects.filter(source="people_offence").count() == 1, (
            "one mark of the table spares the others"
        )
    assert doubted()[HOUSED, "area", Q1] == doubted()[HOUSED, "hub", Q2] == "all of it"


def test_more_marks_than_it_pays_to_follow_doubt_everything(person, monkeypatch):
    released(person)
    keep(HOUSED, WAIT)
    monkeypatch.setattr("outcomes.rollup.doubting.FEW", 1)
    OffenceFactory.create_batch(2, person=person)
    assert set(doubted().values()) == {"all of it"}
    assert len(doubted()) == 8
    assert not Mark.objects.exists()


def test_an_offence_doubts_the_quarters_of_the_persons_releases_where_they_are(medway, person):
    hub = HubFactory()
    referred(person, hub, later(-30), state="accepted", decision="accepted", decided_at=TODAY)
    released(person)
    keep(HOUSED, ATTENDANCE)
    OffenceFactory(person=person)
    assert doubted() == {(HOUSED, "area", Q1): {medway.pk}, (HOUSED, "hub", Q1): {hub.pk}}


def test_a_late_release_doubts_its_quarter_everywhere(person):
    keep(HOUSED, ATTENDANCE)
    released(person)
    assert doubted() == {(HOUSED, "area", Q1): "all of it", (HOUSED, "hub", Q1): "all of it"}


def test_a_move_of_area_doubts_every_area_and_only_the_persons_hub(medway, person):
    released(person)
    living = PersonArea.objects.get(person=person)
    keep(HOUSED, WAIT)
    facts.correct([(living, {"area": AreaFactory(name="Dartford")})], by=None)
    assert doubted() == {(HOUSED, "area", Q1): "all of it", (HOUSED, "hub", Q1): {NOWHERE}}
    assert not differing(TODAY.date(), only=(HOUSED,))


def test_a_transfer_doubts_every_hub_and_only_the_persons_area(medway, person):
    referral = referred(person, HubFactory(), later(40), state="submitted")
    released(person)
    keep(HOUSED, WAIT)
    TransferFactory(referral=referral, person=person, state="agreed", agreed_at=TODAY, answered_at=TODAY)
    assert doubted() == {
        (HOUSED, "area", Q1): {medway.pk}, (HOUSED, "hub", Q1): "all of it",
        (WAIT, "area", Q2): {medway.pk}, (WAIT, "hub", Q2): "all of it",
    }  # fmt: skip
    assert not differing(TODAY.date(), only=(HOUSED, WAIT))


def test_a_merge_and_its_undoing_move_the_quarters_of_both_people(medway, person):
    team = TeamFactory()
    steward = UserFactory(role="data_steward", organisation=team.organisation, teams=[team])
    other = living_in(AreaFactory(name="Dartford"))
    for each, day in ((person, RELEASED), (other, later(40))):
        CaseloadFactory(person=each, team=team)
        released(each, on=day)
    keep(HOUSED, ATTENDANCE)
    made = people.merge(person, Person.objects.get(pk=other.pk), by=steward, reason="The same prison number")
    assert {(slug, quarter) for slug, _, quarter in doubted()} == {(HOUSED, Q1), (HOUSED, Q2)}
    assert not differing(TODAY.date(), only=(HOUSED,))
    people.unmerge(made, by=steward, reason="They are two people")
    assert {(slug, quarter) for slug, _, quarter in doubted()} == {(HOUSED, Q1), (HOUSED, Q2)}
    assert not differing(TODAY.date(), only=(HOUSED,))


def test_a_booking_doubts_the_session_of_its_quarter_and_the_waits_of_its_person(medway, person):
    booking = BookingFactory(
        person=person, session__state="recorded", session__held_on=later(60), held_on=later(60)
    )
    referred(person, booking.session.hub, RELEASED)
    keep(HOUSED, WAIT, ATTENDANCE)
    facts.correct([(booking, {"mark": "attended"})], by=None)
    found = doubted()
    assert found[WAIT, "area", Q1] == {medway.pk}
    assert found[ATTENDANCE, "area", Q2] == "all of it"
    assert (HOUSED, "area", Q1) not in found
    assert not differing(TODAY.date(), only=(WAIT, ATTENDANCE, "hub-availability"))


def test_another_sex_of_a_person_doubts_the_groups_of_their_releases(medway, person):
    released(person, on=RELEASED)
    groups = divided_by_groups(indicator(HOUSED))
    keep_beside(groups)
    facts.correct([(person, {"sex": "female"})], by=None)
    assert doubted()[groups.slug, "area", Q1] == {medway.pk}
    assert not differing(TODAY.date(), only=(groups.slug,))


def test_a_claim_doubts_the_flow_of_the_persons_referrals(medway, person):
    referred(person, HubFactory(), RELEASED)
    keep_beside(FLOW)
    MilestoneClaimFactory(pathway__person=person, reached_on=later(40))
    assert doubted()[FLOW.slug, "area", Q1] == {medway.pk}
    assert not differing(TODAY.date(), only=(FLOW.slug,))


def test_a_former_value_that_goes_alone_doubts_when_its_fact_came_to_be_known(person):
    with time_machine.travel(datetime.datetime(2023, 3, 2, 12, tzinfo=datetime.UTC), tick=False):
        check = CheckFactory(person=person, point_on=RELEASED)
    facts.correct([(check, {"answer": "no"})], by=None)
    keep_beside(ANSWERS)
    Check.versions.filter(version_of=check.pk).delete()
    assert doubted()[ANSWERS.slug, "area", Q1] == "all of it"
    assert not differing(TODAY.date(), only=(ANSWERS.slug,))


def test_without_the_trigger_of_a_table_its_changes_are_never_seen(person):
    release = ReleaseFactory(person=person, released_on=RELEASED)
    assert not differing(TODAY.date(), only=(HOUSED,))
    without(marking.declared(), "people_release_marks_update")
    facts.correct([(release, {"released_on": later(60)})], by=None)
    assert differing(TODAY.date(), only=(HOUSED,)), "the comparison finds what the rollup misses"


def without(declared, name):
    """Take one trigger off."""
    (trigger,) = [each for each in declared if each.name == name]
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
