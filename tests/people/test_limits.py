"""Restricting a record and excluding a user from it (domain: Restricted records)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Permission, Role
from foundation.design.dates import say_day
from foundation.lifecycle.models import Event
from people import actions, rules
from people.models import LimitedAccess, Person
from people.seeing.sight import sight_of, users_in_scope, worked_with_by, workers_of
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, LimitedAccessFactory, PersonFactory

from .asking import queries_of

pytestmark = pytest.mark.django_db
WHY = "A relative works at the hub"


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def colleague(team):
    return UserFactory(role=Role.PRACTITIONER, organisation=team.organisation, teams=[team])


@pytest.fixture
def at_the_desk(client, steward):
    client.force_login(steward)
    return client


def sees(user, person):
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def at(name, person, *more):
    return reverse(name, args=[person.uuid, *more])


def limits(person):
    return LimitedAccess.objects.standing().filter(person=person)


# --- refusals


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_STEWARD])
def test_only_a_data_steward_limits(client, person, team, role):
    user = UserFactory(role=role, organisation=team.organisation, teams=[team])
    for limit in (
        lambda: actions.restrict(person, by=user, allowed=[user], reason=WHY),
        lambda: actions.exclude_user(person, by=user, user=UserFactory(), reason=WHY),
        lambda: actions.end_limits(person, [], by=user, reason=WHY),
    ):
        with pytest.raises(NotYou):
            limit()
    client.force_login(user)
    assert client.get(at("limit_list", person)).status_code == 403


def test_a_steward_of_another_organisation_limits_nothing_here(client, person):
    elsewhere = UserFactory(role=Role.DATA_STEWARD)
    with pytest.raises(NotYou):
        actions.exclude_user(person, by=elsewhere, user=UserFactory(), reason=WHY)
    client.force_login(elsewhere)
    for name in ("limit_list", "limit_restrict", "limit_exclude", "limit_end_restriction"):
        assert client.get(at(name, person)).status_code == 404


def test_a_restriction_that_nobody_could_end_is_refused(person, steward, practitioner):
    with pytest.raises(rules.Unfit, match="at least one data steward"):
        actions.restrict(person, by=steward, allowed=[practitioner], reason=WHY)
    with pytest.raises(rules.Unfit, match="at least one data steward"):
        actions.exclude_user(person, by=steward, user=steward, reason=WHY)
    assert not limits(person)


def test_the_last_steward_cannot_be_taken_off_the_list(person, steward, practitioner):
    actions.restrict(person, by=steward, allowed=[steward, practitioner], reason=WHY)
    own = limits(person).get(user=steward)
    with pytest.raises(rules.Unfit, match="at least one data steward"):
        actions.end_limits(person, [own], by=steward, reason="Not needed")
    assert sees(steward, person)


@pytest.mark.parametrize("reason", ["", "n/a", "TBC"])
def test_each_needs_a_reason(person, steward, reason):
    stands = LimitedAccessFactory(person=person)
    for limit in (
        lambda: actions.restrict(person, by=steward, allowed=[steward], reason=reason),
        lambda: actions.exclude_user(person, by=steward, user=UserFactory(), reason=reason),
        lambda: actions.end_limits(person, [stands], by=steward, reason=reason),
    ):
        with pytest.raises(rules.Unfit, match="Say why"):
            limit()


def test_hiding_the_record_from_its_own_practitioner_must_be_meant(person, steward, practitioner):
    with pytest.raises(actions.HidesFromOwn) as warned:
        actions.restrict(person, by=steward, allowed=[steward], reason=WHY)
    assert warned.value.users == [practitioner]
    with pytest.raises(actions.HidesFromOwn):
        actions.exclude_user(person, by=steward, user=practitioner, reason=WHY)
    assert sees(practitioner, person)
    actions.exclude_user(person, by=steward, user=practitioner, reason=WHY, is_meant=True)
    assert not sees(practitioner, person)


def test_where_no_practitioner_is_named_hiding_it_from_the_whole_team_must_be_meant(
    person, steward, practitioner, colleague
):
    person.caseloads.update(practitioner=None)
    with pytest.raises(actions.HidesFromOwn) as warned:
        actions.restrict(person, by=steward, allowed=[steward], reason=WHY)
    assert set(warned.value.users) == {practitioner, colleague}


def test_those_whom_storeys_above_name_are_warned_of_too(person, steward, practitioner, monkeypatch):
    hub = TeamFactory()
    InvolvementFactory(person=person, team=hub)
    key_worker = UserFactory(role=Role.HUB_WORKER, teams=[hub])
    monkeypatch.setattr("people.seeing.sight._sources", [])
    worked_with_by(lambda about: [(key_worker, "Key worker")] if about == person else [])
    assert workers_of(person)[key_worker.pk] == "Key worker"
    with pytest.raises(actions.HidesFromOwn, match=key_worker.name):
        actions.restrict(person, by=steward, allowed=[steward, practitioner], reason=WHY)


# --- what they do


def test_only_those_allowed_see_a_restricted_record_at_once(person, steward, practitioner, colleague):
    actions.restrict(person, by=steward, allowed=[steward, practitioner], reason=WHY)
    assert [sees(user, person) for user in (steward, practitioner, colleague)] == [True, True, False]


def test_others_are_let_in_later_and_nobody_twice(person, steward, practitioner, colleague):
    actions.restrict(person, by=steward, allowed=[steward, practitioner], reason=WHY)
    actions.restrict(person, by=steward, allowed=[steward, colleague], reason=WHY)
    assert sees(colleague, person)
    assert limits(person).count() == 3


def test_an_excluded_user_does_not_see_the_record_wherever_they_work_next(person, steward, stranger, team):
    actions.exclude_user(person, by=steward, user=stranger, reason=WHY)
    stranger.teams.add(team)
    assert not sees(type(stranger).objects.get(pk=stranger.pk), person)
    assert actions.exclude_user(person, by=steward, user=stranger, reason=WHY) == limits(person).get()


def test_an_end_is_kept_with_its_reason_and_opens_the_record_again(person, steward, colleague):
    limit = actions.exclude_user(person, by=steward, user=colleague, reason=WHY)
    assert actions.end_limits(person, [limit], by=steward, reason="Left the service") == 1
    assert actions.end_limits(person, [limit], by=steward, reason="Left the service") == 0
    limit.refresh_from_db()
    assert (limit.ended_by, limit.end_reason) == (steward, "Left the service")
    assert sees(colleague, person)


def test_what_has_ended_is_said_in_words_and_on_its_day(at_the_desk, person, steward, colleague):
    limit = actions.exclude_user(person, by=steward, user=colleague, reason=WHY)
    page = at_the_desk.post(at("limit_end", person, limit.pk), {"reason": "Left the service"}, follow=True)
    text = page.content.decode()
    assert f"The exclusion of {colleague} has ended." in text
    assert f"{colleague} was excluded, on {say_day(limit.since)} only" in text


def test_each_is_an_event_that_only_stewards_read(person, steward, colleague, client, practitioner):
    limit = actions.exclude_user(person, by=steward, user=colleague, reason=WHY)
    actions.end_limits(person, [limit], by=steward, reason="Left the service")
    assert [event.what for event in Event.objects.filter(person_id=person.pk)] == [
        "user_excluded",
        "limit_ended",
    ]
    client.force_login(practitioner)
    page = client.get(at("person_timeline", person)).content.decode()
    assert WHY not in page
    assert "xclu" not in page


def test_who_is_said_to_see_a_record_are_exactly_those_who_see_it(person, team, steward, ago):
    hub = TeamFactory(parent=(contract := TeamFactory()))
    InvolvementFactory(person=person, team=hub)
    CaseloadFactory(person=person, team=(lost := TeamFactory()), since=ago(200), until=ago(30))
    for role in Role:
        for at_team in (team, hub, contract, lost):
            UserFactory(role=role, teams=[at_team], organisation=at_team.organisation)
    everybody = list(type(steward).objects.all())
    among = users_in_scope(person)
    LimitedAccessFactory(person=person, user=among[0])
    for user in among[1:-2]:
        LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=user)
    sight = sight_of(person)
    reads_records = {
        user for user in sight.sees if user.may(Permission.VIEW_PERSON)
    }  # a service reads a handover
    assert reads_records == {user for user in everybody if sees(user, person)}
    assert set(sight.hidden_from) == {among[0], *among[-2:]}


# --- pages


def test_the_page_says_who_sees_the_record_and_who_does_not(at_the_desk, person, practitioner, colleague):
    LimitedAccessFactory(person=person, user=colleague, reason=WHY)
    page = at_the_desk.get(at("limit_list", person)).content.decode()
    sees_it, hidden_from = page.split("Who sees it today")[1].split("Hidden from")
    assert practitioner.name in sees_it
    assert colleague.name not in sees_it
    assert colleague.name in hidden_from
    assert WHY in page


def test_restricting_on_the_page_asks_before_it_hides_the_record_from_its_practitioner(
    at_the_desk, steward, person, practitioner
):
    typed = {"allowed": [steward.pk], "reason": WHY}
    warned = at_the_desk.post(at("limit_restrict", person), typed)
    assert warned.status_code == 409
    assert f"hides the record from {practitioner}" in warned.content.decode()
    assert WHY in warned.content.decode()
    assert not limits(person)
    assert at_the_desk.post(at("limit_restrict", person), typed | {"is_meant": "on"}).status_code == 302
    assert not sees(practitioner, person)


def test_excluding_on_the_page_takes_a_work_address(at_the_desk, person, colleague):
    wrong = at_the_desk.post(
        at("limit_exclude", person), {"user": "nobody@throughgate.invalid", "reason": WHY}
    )
    assert "No user who sees people has this address" in wrong.content.decode()
    given = {"user": colleague.email.upper(), "reason": WHY}
    assert at_the_desk.post(at("limit_exclude", person), given).status_code == 302
    assert not sees(colleague, person)


def test_a_restriction_is_ended_as_a_whole_and_one_name_by_itself(
    at_the_desk, steward, person, practitioner, colleague
):
    actions.restrict(person, by=steward, allowed=[steward, practitioner, colleague], reason=WHY)
    off = limits(person).get(user=colleague)
    for _ in range(2):  # a double click
        assert at_the_desk.post(at("limit_end", person, off.pk), {"reason": "Moved away"}).status_code == 302
    assert Event.objects.filter(what="limit_ended").count() == 1
    assert not sees(colleague, person)
    assert at_the_desk.post(at("limit_end_restriction", person), {"reason": "All clear"}).status_code == 302
    assert sees(colleague, person)
    over = at_the_desk.get(at("limit_end", person, off.pk))
    assert (over.status_code, "This limit has ended" in over.content.decode()) == (409, True)


def test_ten_users_take_the_queries_of_one(at_the_desk, person, team):
    few = queries_of(at_the_desk, at("limit_list", person))
    for _ in range(10):
        user = UserFactory(role=Role.PRACTITIONER, teams=[team])
        LimitedAccessFactory(person=person, user=user)
    assert queries_of(at_the_desk, at("limit_list", person)) == few


def test_another_persons_limit_is_not_ended_here(at_the_desk, person, team):
    other = LimitedAccessFactory(person=PersonFactory(held_by=team))
    assert at_the_desk.post(at("limit_end", person, other.pk), {"reason": WHY}).status_code == 404
