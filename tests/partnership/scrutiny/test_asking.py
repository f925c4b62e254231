"""Asking a partner: who, on which day, counted how, and what follows."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice, OutgoingMail
from foundation.design.dates import today
from foundation.lifecycle import running
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady, Refused
from journeys.due import escalation
from partnership.clocks import RECOMMENDATION, RESPONSE, RESPONSE_APPROVAL
from partnership.models import FollowUp, Question, Recommendation
from partnership.scrutiny import asking, recommending, responding
from tests.factories.accounts import UserFactory
from tests.factories.partnership import (
    MeetingFactory,
    PartnerFactory,
    QuestionFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 1, 23)
TEXT = "How many posts of the Chatham office are filled?"


def ask(probation, by, **more):
    return asking.ask_partner(probation, by=by, **{"text": TEXT, "asked_for": "Cllr Okafor", **more})


@pytest.mark.parametrize("role", ["partner", "practitioner", "administrator", "commissioner"])
def test_who_is_not_on_the_committee_asks_nothing(partnership, probation, elsewhere, role):
    for by in (
        UserFactory(role=role, teams=[partnership.scrutiny]),
        scrutineer_of(elsewhere.partnership),
    ):
        with pytest.raises(NotYou):
            ask(probation, by)
    assert not Question.objects.exists()


def test_a_question_without_words_is_none(probation, people):
    with pytest.raises(NotReady):
        ask(probation, people.member, text="  ")
    with pytest.raises(NotReady):
        ask(probation, people.officer, asked_for="")


def test_a_question_is_not_asked_ahead_of_a_partner_elsewhere_or_of_one_that_has_left(
    probation, elsewhere, people
):
    gone = PartnerFactory(partnership=probation.partnership, left_on=DAY)
    wrong = [
        (probation, {"asked_on": today() + datetime.timedelta(days=1)}),
        (probation, {"meeting": MeetingFactory(partnership=elsewhere.partnership)}),
        (gone, {"asked_on": DAY}),
        (probation, {"asked_on": probation.joined_on - datetime.timedelta(days=1)}),
    ]
    for partner, more in wrong:
        with pytest.raises(Refused):
            ask(partner, people.officer, **more)
    assert not Question.objects.exists()


def test_a_member_asks_for_themselves_today(probation, people):
    question = ask(probation, people.member, asked_on=DAY)
    assert (question.asked_for, question.asked_on) == (people.member.name, today())
    assert question.due_on == today() + datetime.timedelta(days=28)


def test_an_officer_enters_what_a_member_asked_at_a_meeting(probation, people):
    meeting = MeetingFactory(partnership=probation.partnership, held_on=DAY)
    question = ask(probation, people.officer, meeting=meeting)
    assert (question.asked_for, question.asked_on) == ("Cllr Okafor", DAY)


def test_the_28_days_run_from_the_day_on_which_it_is_put_to_the_partner(client, probation, people):
    question = ask(probation, people.officer, asked_on=DAY)
    assert (question.put_on, question.due_on) == (today(), today() + datetime.timedelta(days=28))
    assert running.running(question, RESPONSE).started_on == today()
    client.force_login(people.writer)
    told = client.get(reverse("question_detail", args=[question.uuid])).content.decode()
    assert "the 28 days run from there" in told


def test_questions_are_counted_within_the_partnership(probation, people, elsewhere):
    numbers = [ask(probation, people.member, text=f"{n}?").number for n in range(3)]
    assert numbers == [1, 2, 3]
    assert ask(elsewhere, scrutineer_of(elsewhere.partnership)).number == 1


def test_sent_twice_it_is_one_question(probation, people):
    assert ask(probation, people.member).pk == ask(probation, people.member).pk
    assert Event.objects.filter(what="asked").count() == 1


def test_the_clock_runs_for_the_partners_team_and_goes_on_as_it_was(probation, people):
    question = ask(probation, people.officer, asked_on=DAY)
    run = running.running(question, RESPONSE)
    assert (run.team, run.due_on, run.person_id) == (probation.team, question.due_on, None)
    responding.answer(question, by=people.writer, response="Most")
    assert running.running(question, RESPONSE) is None
    assert running.running(question, RESPONSE_APPROVAL).team == probation.partnership.team
    responding.send_back(question, by=people.officer, because="How many?")
    assert running.running(question, RESPONSE).due_on == run.due_on
    assert running.running(question, RESPONSE_APPROVAL) is None
    responding.answer(question, by=people.writer, response="77 %")
    responding.approve(question, by=people.officer)
    responding.publish(question, by=people.officer)
    assert not RunningClock.objects.running().exists()


def test_a_withdrawn_question_asks_nothing_of_anybody(probation, people):
    question = ask(probation, people.member)
    asking.withdraw(question, by=people.member, because="Answered by telephone")
    assert not RunningClock.objects.running().exists()


def test_a_partner_without_a_team_leaves_it_to_the_officers(partnership, people):
    bare = PartnerFactory(partnership=partnership, team=None)
    question = ask(bare, people.member)
    assert running.running(question, RESPONSE).team == partnership.team
    assert {notice.user for notice in Notice.objects.all()} == {people.officer}


def test_a_late_response_is_told_to_partner_and_officers_once(probation, people):
    with time_machine.travel(today() - datetime.timedelta(days=30)):
        ask(probation, people.officer)
    Notice.objects.all().delete()
    assert (escalation.escalate(), escalation.escalate()) == (1, 0)
    assert {notice.user for notice in Notice.objects.all()} == {people.writer, people.officer}
    assert not Notice.objects.filter(text__contains=TEXT).exists()


def test_who_is_told_of_a_question_and_its_response(probation, people):
    told = lambda kind: {notice.user for notice in Notice.objects.filter(kind=kind)}  # noqa: E731
    second = officer_of(probation.partnership)
    question = ask(probation, people.member)
    assert told("question_asked") == {people.writer, people.officer, second}
    responding.answer(question, by=people.writer, response="Most of them")
    assert told("response_written") == {people.officer, second}
    responding.send_back(question, by=people.officer, because="How many?")
    assert told("response_sent_back") == {people.writer}
    responding.answer(question, by=people.writer, response="77 %")
    responding.approve(question, by=people.officer)
    responding.publish(question, by=people.officer)
    assert told("response_published") == {people.member, people.writer}
    for sent in [*Notice.objects.values_list("text", flat=True), *OutgoingMail.objects.values_list("text", flat=True),
                 *OutgoingMail.objects.values_list("subject", flat=True)]:  # fmt: skip
        assert not any(words in sent for words in (TEXT, "Most of them", "How many?", "77 %"))


def test_what_is_sent_back_is_written_again_and_says_why_until_then(probation, people):
    question = QuestionFactory(partner=probation, partnership=probation.partnership, state="answered")
    responding.send_back(question, by=people.officer, because="No date")
    assert (question.because, question.response, question.answered_by) == (
        "No date",
        "77 % of posts are filled.",
        None,
    )
    responding.answer(question, by=people.writer, response="77 % on 1 January")
    assert (question.because, question.answered_by) == ("", people.writer)


def test_a_recommendation_is_made_by_officers_of_the_partnership_for_a_partner_of_that_day(
    probation, people, elsewhere
):
    meeting = MeetingFactory(partnership=probation.partnership, held_on=DAY)
    due_on = datetime.date(2025, 7, 31)
    for by in (people.member, people.writer, officer_of(elsewhere.partnership)):
        with pytest.raises(NotYou):
            recommending.recommend(meeting, probation, by=by, text="Tell us", due_on=due_on)
    for partner, day in ((elsewhere, due_on), (probation, DAY - datetime.timedelta(days=1))):
        with pytest.raises(Refused):
            recommending.recommend(meeting, partner, by=people.officer, text="Tell us", due_on=day)
    assert not Recommendation.objects.exists()


def test_a_recommendation_is_followed_up_until_it_is_closed(probation, people):
    meeting = MeetingFactory(partnership=probation.partnership, held_on=DAY)
    sent = {"by": people.officer, "text": "Tell us the rate", "due_on": datetime.date(2025, 7, 31)}
    made = recommending.recommend(meeting, probation, **sent)
    assert recommending.recommend(meeting, probation, **sent) == made
    run = running.running(made, RECOMMENDATION)
    assert (run.team, run.due_on) == (probation.team, made.due_on)
    recommending.answer_it(made, by=people.writer, accepts=True, answer="Every quarter")
    for _ in range(2):
        recommending.follow_up(made, by=people.writer, words="First figures sent")
    assert FollowUp.objects.count() == 1
    assert running.running(made, RECOMMENDATION) is not None
    recommending.close(made, by=people.officer, carried_out=True, outcome="Told in July")
    assert running.running(made, RECOMMENDATION) is None
    assert not Notice.objects.filter(text__contains="rate").exists()


def test_another_writer_of_the_partner_is_told_too(probation, people):
    another = writer_of(probation)
    ask(probation, people.member)
    assert Notice.objects.filter(user=another, kind="question_asked").exists()
