"""Asking to take a person over: one neutral answer, whoever exists (domain: Ask to take over)."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import WrongState, machine_of, perform
from people import actions, rules
from people.models import Caseload, LimitedAccess, Person, TakeOverRequest
from people.states import TakeOverState as T
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    CaseloadFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonFactory,
    TakeOverRequestFactory,
)

from .asking import comparable, queries_of

pytestmark = pytest.mark.django_db
WHY = "Moved to Leeds and reports there now"
BORN = datetime.date(1990, 5, 14)
ASK = "/people/take-over/"
FORTNIGHT = datetime.timedelta(days=14)


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def asked(person, stranger):
    return ask(stranger, person.crn)


def ask(user, crn, born=BORN, why=WHY):
    return actions.ask_to_take_over(by=user, crn=crn, date_of_birth=born, why=why)


def typed(crn, born="14 May 1990", why=WHY):
    return {"crn": crn, "date_of_birth": born, "why": why}


def queue(user):
    return list(TakeOverRequest.objects.visible_to(user).awaiting_answer())


# --- refusals


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTITIONER])
def test_only_a_practitioner_asks(client, role, team):
    user = UserFactory(role=role, teams=[team])
    with pytest.raises(NotYou):
        ask(user, "X290715")
    client.force_login(user)
    assert client.post(ASK, typed("X290715")).status_code == 403


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("crn", "", "Enter the CRN"),
        ("crn", "X29071", "a letter and six figures"),
        ("date_of_birth", "", "Enter the date of birth"),
        ("date_of_birth", "31 February 1990", "has no day 31"),
        ("why", "", "Say why you ask"),
        ("why", "n/a", "Say why you ask"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, stranger, field, text, message):
    client.force_login(stranger)
    page = client.post(ASK, typed("X290715") | {field: text})
    assert message in page.content.decode()
    assert not TakeOverRequest.objects.exists()


def test_whom_the_own_team_holds_need_not_be_asked_for(signed_in, person):
    page = signed_in.post(ASK, typed(person.crn))
    assert "Your team holds this person already" in page.content.decode()


def test_nobody_agrees_to_their_own_request_nor_does_another_team(asked, stranger):
    for user in (stranger, UserFactory(role=Role.PRACTITIONER)):
        with pytest.raises(NotYou):
            actions.agree_to_take_over(asked, by=user)
    assert not queue(stranger)


def test_the_database_refuses_a_decision_by_whoever_asked(asked, person, stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        TakeOverRequest.objects.filter(pk=asked.pk).update(decided_by=stranger)


def test_refusing_needs_a_reason(asked, practitioner):
    with pytest.raises(rules.Unfit, match="Say why the person stays"):
        actions.refuse_take_over(asked, by=practitioner, because="TBC")
    asked.refresh_from_db()
    assert asked.state == T.ASKED


def test_it_cannot_be_agreed_to_while_the_record_is_hidden_from_whoever_asked(
    asked, person, practitioner, stranger
):
    LimitedAccessFactory(person=person, user=stranger)
    with pytest.raises(WrongState, match="may not see it"):
        actions.agree_to_take_over(asked, by=practitioner)
    assert Caseload.objects.get(person=person).practitioner == practitioner


def test_it_cannot_be_agreed_to_once_whoever_asked_has_left_the_team(asked, practitioner, stranger):
    stranger.teams.clear()
    asked.refresh_from_db()
    with pytest.raises(WrongState, match="does not work in Leeds any more"):
        actions.agree_to_take_over(TakeOverRequest.objects.get(pk=asked.pk), by=practitioner)


@pytest.mark.parametrize("verb", ["agree", "refuse", "withdraw", "expire"])
@pytest.mark.parametrize("state", [T.AGREED, T.EXPIRED, T.WITHDRAWN])
def test_nothing_moves_a_request_that_is_over(person, practitioner, stranger, team, state, verb):
    over = {"person": person, "decided_by": practitioner, "decided_at": "2026-06-03T12:00Z"}
    request = TakeOverRequestFactory(asked_by=stranger, crn=person.crn, state=state, **over)
    by = {"withdraw": stranger, "expire": None}.get(verb, practitioner)
    with pytest.raises(WrongState):
        perform(request, verb, by=by, **({"person": person} if verb in ("agree", "refuse") else {}))


def test_every_verb_of_the_machine_is_in_the_tests_above():
    assert {rule.verb for rule in machine_of(TakeOverRequest)} == {"agree", "refuse", "withdraw", "expire"}


# --- one answer, whoever exists


def answer_of(client, crn, born="14 May 1990"):
    """The whole exchange: what came back, what it led to, and how much was asked of the database."""
    with CaptureQueriesContext(connection) as asked:
        sent = client.post(ASK, typed(crn, born))
        count = len(asked)
    page = client.get(sent.url)
    shown = comparable(page).replace(crn.encode(), b"THE-CRN").replace(f"born {born}".encode(), b"BORN")
    return sent.status_code, sent.url, shown, count


def test_the_answer_is_the_same_for_somebody_nobody_a_wrong_birthday_and_a_restricted_record(
    client, stranger, practitioner, person
):
    restricted = PersonFactory(crn="X777777")
    LimitedAccessFactory(person=restricted, kind=LimitedAccess.Kind.RESTRICTION, user=UserFactory())
    given = [
        (person.crn, "14 May 1990"),
        ("X999999", "14 May 1990"),
        (person.crn, "15 May 1990"),
        (restricted.crn, "14 May 1990"),
    ]
    answers = []
    for crn, born in given:
        with transaction.atomic():
            client.force_login(stranger)
            answers.append(answer_of(client, crn, born))
            transaction.set_rollback(True)
    assert len(set(answers)) == 1
    assert answers[0][0] == 302


def test_a_refusal_and_nobody_found_cannot_be_told_apart_before_or_after_the_answer(
    client, stranger, practitioner, person, django_capture_on_commit_callbacks
):
    refused, _ = ask(stranger, person.crn), ask(stranger, "X999999")
    actions.route_take_overs()
    actions.refuse_take_over(refused, by=practitioner, because="Still works with us")
    client.force_login(stranger)

    def seen():
        page = client.get(ASK)
        return [
            (each.said_to_asker, each.is_unanswered, each.answer_on)
            for each in sorted(page.context["asked"], key=lambda each: each.pk)
        ]

    first, second = seen()
    assert first == second == ("No answer yet", True, refused.answer_on)
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_take_overs(refused.answer_on)
    first, second = seen()
    assert first == second == ("Not agreed, or nobody found", False, refused.answer_on)
    notices = Notice.objects.filter(user=stranger)
    assert len({(notice.kind, notice.text, notice.url) for notice in notices}) == 1
    assert notices.count() == len([letter for letter in mail.outbox if letter.to == [stranger.email]]) == 2
    assert "Still works with us" not in client.get(ASK).content.decode()


def test_both_can_be_withdrawn_before_the_answer_and_neither_after(client, stranger, practitioner, person):
    refused, nobody = ask(stranger, person.crn), ask(stranger, "X999999")
    actions.refuse_take_over(refused, by=practitioner, because="Still works with us")
    for each in (refused, nobody):
        with transaction.atomic():
            assert actions.withdraw_take_over(each, by=stranger).state == T.WITHDRAWN
            transaction.set_rollback(True)
        each.refresh_from_db()
    actions.answer_take_overs(refused.answer_on)
    client.force_login(stranger)
    after = [client.post(reverse("take_over_withdraw", args=[each.uuid])) for each in (refused, nobody)]
    assert [answer.status_code for answer in after] == [409, 409]


def test_asking_looks_nobody_up(stranger, person):
    with CaptureQueriesContext(connection) as asked:
        ask(stranger, person.crn)
    assert not [query["sql"] for query in asked if "people_person" in query["sql"]]


def test_asking_twice_is_one_request_and_after_a_refusal_too(stranger, practitioner, person):
    first = ask(stranger, person.crn)
    assert ask(stranger, person.crn) == first
    actions.refuse_take_over(first, by=practitioner, because="Still works with us")
    assert ask(stranger, person.crn) == first


def test_the_eleventh_request_in_an_hour_is_one_too_many(client, stranger):
    client.force_login(stranger)
    answers = [client.post(ASK, typed(f"X{number:06}")).status_code for number in range(11)]
    assert answers == [302] * 10 + [429]


# --- the side that answers


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


def clock_of(asked):
    return RunningClock.objects.get(clock="take_over_answer", subject_id=asked.pk)


def told_of(asked):
    url = reverse("take_over_answer", args=[asked.uuid])
    return {notice.user for notice in Notice.objects.filter(url=url)}


def sees_clock(client, user, asked):
    client.force_login(user)
    page = client.get(reverse("due_list")).content.decode()
    return reverse("take_over_answer", args=[asked.uuid]) in page


def test_somebody_of_the_team_from_whom_the_record_is_hidden_sees_no_clock_and_is_told_nothing(
    client, asked, person, practitioner, team
):
    beside = UserFactory(role=Role.PRACTITIONER, teams=[team])
    LimitedAccessFactory(person=person, user=practitioner)
    actions.route_take_overs()
    assert told_of(asked) == {beside}
    assert not sees_clock(client, practitioner, asked)
    assert sees_clock(client, beside, asked)


# --- whom nobody holds


@pytest.fixture
def left(person, ago):
    """Nobody holds the person any more, and nobody has for longer than a former team reads."""
    person.caseloads.update(since=ago(200), until=ago(100))
    return person


def test_whom_nobody_holds_is_not_let_go_by_the_former_team_or_another_steward(
    left, asked, practitioner, client
):
    other = UserFactory(role=Role.DATA_STEWARD)
    actions.route_take_overs()
    assert queue(practitioner) == queue(other) == []
    for user in (practitioner, other):
        with pytest.raises(NotYou):
            actions.agree_to_take_over(asked, by=user)


def test_a_steward_from_whom_the_record_is_hidden_learns_nothing_of_the_request(left, asked, steward, client):
    LimitedAccessFactory(person=left, user=steward)
    actions.route_take_overs()
    assert queue(steward) == []
    assert not told_of(asked)
    assert not RunningClock.objects.exists()


def test_of_the_dead_nobody_is_asked(left, asked, steward, ago):
    Person.objects.filter(pk=left.pk).update(died_on=ago(1))
    actions.route_take_overs()
    assert queue(steward) == []
    assert not RunningClock.objects.exists()


def test_the_steward_of_the_organisation_that_held_the_person_last_lets_them_go(
    client, left, asked, steward, stranger
):
    assert actions.route_take_overs() == 1
    assert told_of(asked) == {steward}
    assert (clock_of(asked).team, clock_of(asked).user) == (None, steward)
    assert sees_clock(client, steward, asked)
    page = client.get(reverse("take_over_answer", args=[asked.uuid])).content.decode()
    assert "Kofi Larkfield" in page
    client.post(reverse("take_over_answer", args=[asked.uuid]), {"answer": "agree"})
    assert Person.objects.held_by(stranger).get() == left


def test_an_organisation_without_a_steward_is_passed_over_for_the_one_before_or_involved(
    left, asked, steward, stranger, ago
):
    without = TeamFactory()
    CaseloadFactory(person=left, team=without, practitioner=None, since=ago(90), until=ago(60))
    assert queue(steward) == [asked]
    left.caseloads.filter(team__organisation=steward.organisation).delete()
    assert queue(steward) == []
    InvolvementFactory(person=left, team=TeamFactory(organisation=steward.organisation))
    assert queue(steward) == [asked]


def test_once_a_team_holds_the_person_the_request_is_theirs_and_hidden_as_ever(
    client, left, asked, steward, today
):
    actions.route_take_overs()
    assert clock_of(asked).person_id is None
    gaining = TeamFactory()
    after, hidden_from = (UserFactory(role=Role.PRACTITIONER, teams=[gaining]) for _ in range(2))
    LimitedAccessFactory(person=left, user=hidden_from)
    actions.hand_to(left, by=None, team=gaining, practitioner=after, reason="On licence again")
    assert queue(steward) == []
    assert queue(after) == [asked]
    assert sees_clock(client, after, asked)
    assert not sees_clock(client, hidden_from, asked)


def test_agreeing_moves_the_person_to_whoever_asked_and_tells_them(
    client, asked, person, practitioner, stranger
):
    client.force_login(practitioner)
    page = client.get(reverse("take_over_list")).content.decode()
    assert "Kofi Larkfield" in page
    assert WHY in page
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
