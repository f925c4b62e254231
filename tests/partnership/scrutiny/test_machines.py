"""The whole machines of scrutiny: every state, every verb, everybody (outcomes: section 5)."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.design.dates import today
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, WrongState, machine_of
from partnership.models import Correction, Question, Recommendation
from partnership.scrutiny import asking, correcting, mistakes, recommending, responding
from partnership.states import CorrectionState, QuestionState, RecommendationState
from tests.factories.accounts import UserFactory
from tests.factories.partnership import (
    CorrectionFactory,
    PartnerFactory,
    QuestionFactory,
    RecommendationFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)

pytestmark = pytest.mark.django_db

OFFICER, WRITER, ASKER = {"officer"}, {"writer"}, {"member who asked"}
# verb: (from, to or None to stay, who)
QUESTIONS = {
    "answer": ({"asked"}, "answered", WRITER),
    "send_back": ({"answered", "approved"}, "asked", OFFICER),
    "approve": ({"answered"}, "approved", OFFICER),
    "publish": ({"approved"}, "published", OFFICER),
    "correct": ({"published"}, "published", WRITER),
    "retract": ({"published"}, "retracted", OFFICER),
    "withdraw": ({"asked"}, "withdrawn", ASKER),
}
CORRECTIONS = {"publish": ({"written"}, "published", OFFICER), "refuse": ({"written"}, "refused", OFFICER)}
RECOMMENDATIONS = {
    "answer_it": ({"made"}, "accepted", WRITER),
    "follow_up": ({"accepted"}, None, WRITER),
    "close": ({"accepted"}, "carried_out", OFFICER),
    "withdraw": ({"made"}, "withdrawn", OFFICER),
}
WITHDRAW = {Question: asking.withdraw, Recommendation: mistakes.withdraw_recommendation}
DO = {
    "answer": lambda row, by: responding.answer(row, by=by, response="77 %"),
    "send_back": lambda row, by: responding.send_back(row, by=by, because="No date"),
    "approve": lambda row, by: responding.approve(row, by=by),
    "publish": lambda row, by: responding.publish(row, by=by),
    "withdraw": lambda row, by: WITHDRAW[type(row)](row, by=by, because="Entered twice"),
    "correct": lambda row, by: correcting.correct(row, by=by, response="79 %", because="Counted twice"),
    "retract": lambda row, by: correcting.retract(row, by=by, because="Of another year"),
    "answer_it": lambda row, by: recommending.answer_it(row, by=by, accepts=True, answer="By July"),
    "follow_up": lambda row, by: recommending.follow_up(row, by=by, words="Half done"),
    "close": lambda row, by: recommending.close(row, by=by, carried_out=True, outcome="Done"),
}


@pytest.fixture
def everybody(partnership, probation, people, elsewhere):
    """Each role once where it could be let in, and the nearest who must not be."""
    ours = [partnership.team, partnership.scrutiny, probation.team]
    others = [
        role for role in Role if role not in (Role.PARTNERSHIP_OFFICER, Role.PARTNER, Role.SCRUTINY_MEMBER)
    ]
    return {
        "officer": people.officer,
        "writer": people.writer,
        "member who asked": people.member,
        "another member": scrutineer_of(partnership),
        "officer elsewhere": officer_of(elsewhere.partnership),
        "writer of another partner": writer_of(PartnerFactory(partnership=partnership)),
        "writer elsewhere": writer_of(elsewhere),
        "member elsewhere": scrutineer_of(elsewhere.partnership),
        **{str(role.label): UserFactory(role=role, teams=ours) for role in others},
    }  # fmt: skip


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(verb, model, pk, by, do=DO):
    before = (list(model.objects.values_list("pk", "state", "version")), Event.objects.count())
    try:
        do[verb](model.objects.get(pk=pk), by)
    except (NotYou, WrongState) as refusal:
        assert (list(model.objects.values_list("pk", "state", "version")), Event.objects.count()) == before
        return "not you" if isinstance(refusal, NotYou) else "not now"
    return model.objects.get(pk=pk).state


def test_the_tables_know_every_verb_of_the_machines():
    assert set(QUESTIONS) == {rule.verb for rule in machine_of(Question)}
    assert set(RECOMMENDATIONS) == {rule.verb for rule in machine_of(Recommendation)}
    assert set(CORRECTIONS) == {rule.verb for rule in machine_of(Correction)}


@pytest.mark.parametrize("verb", QUESTIONS)
@pytest.mark.parametrize("state", QuestionState.values)
def test_a_question_moves_only_by_whom_and_from_where_the_table_says(
    everybody, probation, people, state, verb
):
    made = QuestionFactory(
        state=state, partner=probation, partnership=probation.partnership, asked_by=people.member
    )
    sources, target, who = QUESTIONS[verb]
    for name, user in everybody.items():
        expected = target if name in who and state in sources else "not now" if name in who else "not you"
        with undone():
            assert (name, outcome(verb, Question, made.pk, user)) == (name, expected)


@pytest.mark.parametrize("verb", CORRECTIONS)
@pytest.mark.parametrize("state", CorrectionState.values)
def test_a_correction_moves_only_by_whom_and_from_where_the_table_says(everybody, probation, state, verb):
    question = QuestionFactory(state="published", partner=probation, partnership=probation.partnership)
    made = CorrectionFactory(question=question, state=state)
    do = {
        "publish": lambda row, by: correcting.publish(row, by=by),
        "refuse": lambda row, by: correcting.refuse(row, by=by, because="It was right"),
    }
    sources, target, who = CORRECTIONS[verb]
    for name, user in everybody.items():
        expected = target if name in who and state in sources else "not now" if name in who else "not you"
        with undone():
            assert (name, outcome(verb, Correction, made.pk, user, do)) == (name, expected)


@pytest.mark.parametrize("verb", RECOMMENDATIONS)
@pytest.mark.parametrize("state", RecommendationState.values)
def test_a_recommendation_moves_only_by_whom_and_from_where_the_table_says(everybody, probation, state, verb):
    made = RecommendationFactory(state=state, partner=probation, meeting__partnership=probation.partnership)
    sources, target, who = RECOMMENDATIONS[verb]
    for name, user in everybody.items():
        moved = target or state
        expected = moved if name in who and state in sources else "not now" if name in who else "not you"
        with undone():
            assert (name, outcome(verb, Recommendation, made.pk, user)) == (name, expected)


def test_an_officer_who_wrote_a_response_does_not_approve_it(probation, people):
    question = QuestionFactory(
        partner=probation, partnership=probation.partnership, state="answered", answered_by=people.officer
    )
    with pytest.raises(NotYou):
        responding.approve(question, by=people.officer)
    assert responding.approve(question, by=officer_of(probation.partnership)).state == "approved"


def test_an_officer_takes_back_what_they_entered_for_a_member(probation, people):
    question = QuestionFactory(
        partner=probation, partnership=probation.partnership, asked_by=people.officer, asked_for="Cllr Okafor"
    )
    assert (
        asking.withdraw(question, by=people.officer, because="Answered at the meeting").state == "withdrawn"
    )


@pytest.mark.parametrize("how", ["off the committee", "off the product"])
def test_an_officer_takes_back_what_a_member_asked_who_has_left(probation, people, how):
    question = QuestionFactory(partner=probation, partnership=probation.partnership, asked_by=people.member)
    with pytest.raises(NotYou):
        asking.withdraw(question, by=people.officer, because="Nobody waits for it")
    if how == "off the committee":
        people.member.teams.clear()
    else:
        User.objects.filter(pk=people.member.pk).update(is_active=False)
    question = Question.objects.get()
    with pytest.raises(NotYou):
        asking.withdraw(question, by=people.writer, because="Nobody waits for it")
    with pytest.raises(NotReady):
        asking.withdraw(question, by=people.officer, because=" ")
    asking.withdraw(question, by=people.officer, because="Nobody waits for it")
    assert Question.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("verb", "state", "who"),
    [("answer", "asked", "writer"), ("send_back", "answered", "officer"), ("withdraw", "asked", "member")],
)
def test_a_question_is_not_moved_without_words(probation, people, verb, state, who):
    question = QuestionFactory(
        partner=probation, partnership=probation.partnership, state=state, asked_by=people.member
    )
    blank = {
        "answer": lambda by: responding.answer(question, by=by, response=" "),
        "send_back": lambda by: responding.send_back(question, by=by, because=" "),
        "withdraw": lambda by: asking.withdraw(question, by=by, because=""),
    }
    with pytest.raises(NotReady):
        blank[verb](getattr(people, who))
    assert Question.objects.get().state == state


def test_a_recommendation_is_rejected_with_the_reason(probation, people):
    made = RecommendationFactory(partner=probation, meeting__partnership=probation.partnership)
    with pytest.raises(NotReady):
        recommending.answer_it(made, by=people.writer, accepts=False, answer="")
    rejected = recommending.answer_it(made, by=people.writer, accepts=False, answer="No money")
    assert (rejected.state, rejected.closed_on, rejected.outcome) == ("rejected", today(), "")


def test_a_recommendation_is_closed_as_given_up_too(probation, people):
    made = RecommendationFactory(
        state="accepted", partner=probation, meeting__partnership=probation.partnership
    )
    closed = recommending.close(made, by=people.officer, carried_out=False, outcome="The post was cut")
    assert (closed.state, closed.outcome) == ("given_up", "The post was cut")
