"""What becomes of two records that are made one: the kept one leads, and every row is of it."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle.models import Event, RunningClock
from people import actions
from people.merging import following
from people.models import Caseload, LimitedAccess, Person
from tests.factories.hubs import PlaceFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.people import (
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    PersonFactory,
    RiskInformationFactory,
)
from tests.people.merging.merging import WHY, merge
from tests.people.two_records import as_known_at, bring, everything


def test_the_merged_record_leaves_every_list_and_leads_to_the_kept_one(steward, person, twice):
    made = merge(steward, person, twice)
    assert not Person.objects.filter(pk=twice.pk).exists()
    assert not Person.objects.visible_to(steward).filter(pk=twice.pk).exists()
    assert Person.objects.with_merged().get(pk=twice.pk).merged_into == person
    assert (made.kept, made.merged, made.made_by, made.because) == (person, twice, steward, WHY)


def test_every_row_of_the_merged_record_is_the_kept_ones(steward, person, twice, hub):
    bring(twice, hub, SessionFactory(hub=hub))
    brought = {
        (follows.label, row.pk)
        for follows in following.declared()
        for row in following.rows_of(follows, twice.pk)
    }
    LimitedAccess.objects.all().delete()
    merge(steward, person, twice)
    kept = {
        (follows.label, row.pk)
        for follows in following.declared()
        for row in following.rows_of(follows, person.pk)
    }
    assert brought <= kept


def test_a_report_as_known_before_the_merge_says_what_it_said(steward, person, twice, hub):
    session = SessionFactory(hub=hub)
    bring(person, hub, session)
    bring(twice, hub, session)
    before = timezone.now()
    known = as_known_at(before)
    made = merge(steward, person, twice)
    assert as_known_at(before) == known
    between = timezone.now()
    known_between = as_known_at(between)
    actions.unmerge(made, by=steward, reason=WHY)
    assert as_known_at(before) == known
    assert as_known_at(between) == known_between
    assert as_known_at(timezone.now()) == known


def test_the_kept_record_takes_only_what_it_lacks(steward, person, twice):
    Person.objects.filter(pk=person.pk).update(crn="", ethnicity="", communication_needs="Large print")
    Person.objects.filter(pk=twice.pk).update(
        ethnicity="mixed", communication_needs="Interpreter", postcode="ME4 4TR", prison_number="A9999ZZ"
    )
    merge(steward, person, twice)
    person.refresh_from_db()
    assert (person.crn, person.crn_confirmed, person.prison_number) == ("X777001", True, "A1234BC")
    assert (person.ethnicity, person.communication_needs, person.postcode) == (
        "mixed",
        "Large print",
        "ME4 4TR",
    )


def test_a_number_that_was_provisional_is_confirmed_by_the_record_that_had_it(steward, person, twice):
    Person.objects.filter(pk=person.pk).update(crn=twice.crn, crn_confirmed=False)
    merge(steward, person, twice)
    person.refresh_from_db()
    assert (person.crn, person.crn_confirmed) == ("X777001", True)


def test_the_kept_records_team_holds_the_person_and_the_other_reads_on(steward, person, twice, team):
    merge(steward, person, twice)
    assert person.caseloads.get(until=None).practitioner is not None
    assert Caseload.objects.filter(person=person, until=datetime.date.today()).count() == 1


def test_two_open_places_at_one_hub_become_one(steward, person, twice, hub):
    for each in (person, twice):
        PlaceFactory(person=each, hub=hub)
        InvolvementFactory(person=each, team=hub.team)
    merge(steward, person, twice)
    assert person.places.filter(ended_on=None).count() == 1
    assert person.involvements.filter(until=None).count() == 1


def test_clocks_of_the_merged_record_run_on_for_the_kept_one(steward, person, twice):
    consent = ConsentFactory(person=twice)
    run = RunningClockFactory(subject_type="people.consent", subject_id=consent.pk, person_id=twice.pk)
    made = merge(steward, person, twice)
    assert RunningClock.objects.get(pk=run.pk).person_id == person.pk
    actions.unmerge(made, by=steward, reason=WHY)
    assert RunningClock.objects.get(pk=run.pk).person_id == twice.pk


def test_clocks_of_what_was_said_twice_stop(steward, person, twice):
    RiskInformationFactory(person=person)
    theirs = RiskInformationFactory(person=twice)
    run = RunningClockFactory(subject_type="people.riskinformation", subject_id=theirs.pk, person_id=twice.pk)
    made = merge(steward, person, twice)
    assert RunningClock.objects.get(pk=run.pk).stopped_at
    actions.unmerge(made, by=steward, reason=WHY)
    assert RunningClock.objects.get(pk=run.pk).stopped_at is None


def test_the_history_of_both_is_kept_as_it_was_written(steward, person, twice):
    written = list(Event.objects.values())
    merge(steward, person, twice)
    assert list(Event.objects.values())[: len(written)] == written
    assert Event.objects.filter(what="merged_into", subject_id=twice.pk, by=steward).exists()


def test_a_pair_is_remembered_as_merged_and_then_as_two_people(steward, person, twice):
    pair = DuplicatePairFactory(first=person, second=twice)
    made = merge(steward, person, twice)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("merged", steward)
    actions.unmerge(made, by=steward, reason="They were seen together")
    pair.refresh_from_db()
    assert (pair.state, pair.because) == ("not_the_same", "They were seen together")


def test_what_was_merged_into_the_merged_record_goes_along(steward, person, twice, team):
    third = PersonFactory(held_by=team)
    merge(steward, twice, third)
    merge(steward, person, twice)
    assert Person.objects.with_merged().get(pk=third.pk).merged_into == person


@pytest.mark.parametrize("seed", range(10))
def test_merged_and_unmerged_every_table_holds_what_it_held(steward, person, twice, hub, seed):
    session = SessionFactory(hub=hub)
    bring(person, hub, session, seed)
    bring(twice, hub, session, seed and seed + 100)
    before = everything()
    made = merge(steward, person, twice)
    assert everything() != before
    actions.unmerge(made, by=steward, reason=WHY)
    assert everything() == before
