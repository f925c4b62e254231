"""The side that answers a request to take over: who sees it, is told of it, agrees or refuses."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event, RunningClock
from people import actions
from people.models import Person
from people.states import TakeOverState as T
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.people.asking import queries_of
from tests.people.taking_over.asking import ASK, WHY, ask, queue, sees_clock, told_of

pytestmark = pytest.mark.django_db
FORTNIGHT = datetime.timedelta(days=14)


def test_the_holding_team_and_its_steward_see_it_and_nobody_else(
    asked, person, practitioner, steward, stranger
):
    other = UserFactory(role=Role.DATA_STEWARD, organisation=stranger.organisation)
    assert queue(practitioner) == queue(steward) == [asked]
    assert queue(other) == queue(stranger) == []


def test_somebody_of_the_team_from_whom_the_record_is_hidden_sees_no_request(
    asked, person, practitioner, client
):
    LimitedAccessFactory(person=person, user=practitioner)
    assert queue(practitioner) == []
    client.force_login(practitioner)
    assert client.get(reverse("take_over_answer", args=[asked.uuid])).status_code == 404


def test_somebody_of_the_team_from_whom_the_record_is_hidden_sees_no_clock_and_is_told_nothing(
    client, asked, person, practitioner, team
):
    beside = UserFactory(role=Role.PRACTITIONER, teams=[team])
    LimitedAccessFactory(person=person, user=practitioner)
    actions.route_take_overs()
    assert told_of(asked) == {beside}
    assert not sees_clock(client, practitioner, asked)
    assert sees_clock(client, beside, asked)


def test_agreeing_moves_the_person_to_whoever_asked_and_tells_them(
    client, asked, person, practitioner, stranger
):
    client.force_login(practitioner)
    page = client.get(reverse("take_over_list")).content.decode()
    assert "Kofi Larkfield" in page
    assert WHY in page
    for _ in range(2):  # a double click
        answer = client.post(reverse("take_over_answer", args=[asked.uuid]), {"answer": "agree"})
        assert answer.url == reverse("take_over_list")
    assert Person.objects.held_by(stranger).get() == person
    assert [notice.kind for notice in Notice.objects.filter(user=stranger)] == ["take_over_agreed"]
    client.force_login(stranger)
    assert reverse("person_detail", args=[person.uuid]) in client.get(ASK).content.decode()


def test_refusing_on_the_page_keeps_the_person_and_the_reason(client, asked, person, practitioner, stranger):
    client.force_login(practitioner)
    url = reverse("take_over_answer", args=[asked.uuid])
    assert "Say why the person stays" in client.post(url, {"answer": "refuse"}).content.decode()
    assert client.post(url, {"answer": "refuse", "because": "Still works with us"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.refusal, asked.person) == (T.REFUSED, "Still works with us", person)
    assert not Notice.objects.filter(user=stranger).exists()


def test_the_schedule_tells_the_holder_once_and_starts_their_clock(asked, practitioner, team, capsys):
    call_command("answer_take_overs")
    call_command("answer_take_overs")
    assert [notice.user for notice in Notice.objects.all()] == [practitioner]
    clock = RunningClock.objects.get()
    assert (clock.clock, clock.team) == ("take_over_answer", team)
    assert capsys.readouterr().out.startswith("1 told")


def test_the_clock_stops_with_the_answer(asked, practitioner):
    actions.route_take_overs()
    actions.agree_to_take_over(asked, by=practitioner)
    assert RunningClock.objects.get().outcome == "met"


def test_the_request_follows_the_person_to_another_team(asked, person, practitioner, steward):
    actions.route_take_overs()
    other = UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])
    team = other.teams.get()
    actions.move_caseload(person, by=practitioner, team=team, practitioner=other, reason=WHY)
    assert RunningClock.objects.get(clock="take_over_answer").team == team
    assert queue(other) == [asked]
    assert queue(practitioner) == queue(steward) == []


def test_a_death_leaves_nobody_to_answer_and_the_asker_is_told_as_ever(asked, person, practitioner, today):
    actions.route_take_overs()
    actions.record_death(person, by=practitioner, died_on=today, source="The coroner’s officer")
    assert RunningClock.objects.get(clock="take_over_answer").outcome == "dropped"
    assert actions.answer_take_overs(asked.answer_on) == 1


def test_after_14_days_it_expires_and_not_a_day_before(asked):
    assert actions.answer_take_overs(asked.asked_on + FORTNIGHT - datetime.timedelta(days=1)) == 0
    assert actions.answer_take_overs(asked.asked_on + FORTNIGHT) == 1
    assert actions.answer_take_overs(asked.asked_on + FORTNIGHT) == 0
    asked.refresh_from_db()
    assert asked.state == T.EXPIRED


def test_the_events_replay_to_the_state(asked, practitioner):
    actions.refuse_take_over(asked, by=practitioner, because="Still works with us")
    actions.answer_take_overs(asked.answer_on)
    moves = Event.objects.filter(subject_type="people.takeoverrequest", subject_id=asked.pk)
    assert [(event.what, event.to_state) for event in moves] == [
        ("asked", "asked"),
        ("refuse", "refused"),
        ("expire", "refused"),
    ]


def test_the_queue_asks_as_much_for_thirty_as_for_three(client, practitioner, team, stranger):
    def waits(count):
        for _ in range(count):
            ask(stranger, PersonFactory(held_by=team).crn)

    client.force_login(practitioner)
    waits(3)
    few = queries_of(client, reverse("take_over_list"))
    waits(27)
    assert queries_of(client, reverse("take_over_list")) == few
