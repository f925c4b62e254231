"""Who sees whom (product: Who uses it; domain: Caseload and involvement, Restricted records)."""

import pytest

from foundation.accounts.roles import Role
from people.access import may_hand_over, may_record_death, may_write_about
from people.models import LimitedAccess, Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    BreakGlassFactory,
    CaseloadFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonFactory,
)


def sees(user, person):
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def user_of(role, *teams, organisation=None):
    return UserFactory(role=role, organisation=organisation or teams[0].organisation, teams=list(teams))


def test_another_team_sees_nobody(person, stranger):
    assert not sees(stranger, person)


@pytest.mark.parametrize(("days", "seen"), [(0, True), (10, True), (89, True), (90, False), (100, False)])
def test_a_team_that_lost_a_person_reads_for_90_days_and_writes_no_more(practitioner, team, ago, days, seen):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, practitioner=practitioner, since=ago(200), until=ago(days))
    assert sees(practitioner, person) is seen
    assert not may_write_about(practitioner, person)


def test_the_holding_team_reads_and_writes(practitioner, person):
    assert sees(practitioner, person)
    assert may_write_about(practitioner, person)


def test_a_caseload_that_begins_tomorrow_is_not_seen_today(practitioner, team, ago):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, since=ago(-1))
    assert not sees(practitioner, person)


@pytest.mark.parametrize(("ended", "seen"), [(None, True), (80, True), (100, False)])
def test_a_hub_worker_sees_whom_the_hub_is_involved_with_and_90_days_after(person, ago, ended, seen):
    hub = TeamFactory(name="Chatham hub")
    worker = user_of(Role.HUB_WORKER, hub)
    assert not sees(worker, person)
    InvolvementFactory(person=person, team=hub, since=ago(150), until=ended and ago(ended))
    assert sees(worker, person) is seen
    assert not may_write_about(worker, person)


def test_the_manager_of_the_parent_hub_sees_the_people_of_its_satellite_and_the_worker_does_not(person):
    parent = TeamFactory(name="Chatham hub")
    satellite = TeamFactory(name="Gillingham", organisation=parent.organisation, parent=parent)
    InvolvementFactory(person=person, team=satellite)
    assert sees(user_of(Role.HUB_MANAGER, parent), person)
    assert not sees(user_of(Role.HUB_WORKER, parent), person)


def test_a_data_steward_sees_the_people_of_the_organisation_only(person, team, stranger):
    assert sees(user_of(Role.DATA_STEWARD, organisation=team.organisation), person)
    assert not sees(user_of(Role.DATA_STEWARD, organisation=stranger.organisation), person)


@pytest.mark.parametrize(
    "role",
    [
        role
        for role in Role
        if role not in {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER, Role.DATA_STEWARD}
    ],
)
def test_every_other_role_sees_nobody_even_in_the_holding_team(person, team, role):
    InvolvementFactory(person=person, team=team)
    assert not sees(user_of(role, team), person)


def test_a_disabled_user_sees_nobody(practitioner, person):
    practitioner.is_active = False
    assert not sees(practitioner, person)


def test_a_restricted_person_is_hidden_from_the_holding_team_but_not_from_those_allowed(
    practitioner, team, person
):
    allowed = user_of(Role.PRACTITIONER, team)
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=allowed)
    assert not sees(practitioner, person)
    assert not may_write_about(practitioner, person)
    assert sees(allowed, person)


def test_the_holding_team_writes_nothing_under_a_broken_glass(practitioner, team, person):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=None)
    BreakGlassFactory(user=practitioner, person=person)
    assert sees(practitioner, person)
    assert not may_write_about(practitioner, person)
    assert not may_hand_over(practitioner, person)
    assert not may_record_death(practitioner, person)


def test_a_restriction_that_names_nobody_hides_from_everybody(practitioner, person):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=None)
    assert not sees(practitioner, person)


def test_an_exclusion_hides_from_the_one_it_names(practitioner, team, person):
    LimitedAccessFactory(person=person, user=practitioner)
    assert not sees(practitioner, person)
    assert sees(user_of(Role.PRACTITIONER, team), person)


@pytest.mark.parametrize("kind", LimitedAccess.Kind.values)
def test_a_limit_that_has_ended_hides_nobody(practitioner, person, kind, ago):
    user = UserFactory() if kind == "restriction" else practitioner
    LimitedAccessFactory(person=person, kind=kind, user=user, since=ago(20), until=ago(5))
    assert sees(practitioner, person)


def test_being_allowed_past_a_restriction_puts_nobody_into_scope(stranger, person):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=stranger)
    assert not sees(stranger, person)
