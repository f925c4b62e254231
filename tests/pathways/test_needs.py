"""A need assessed by the kind's questions, support declined with the person's reason, and a setback by hand."""

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from pathways import actions as pathways
from pathways.kinds import KINDS
from pathways.models import Assessment, Check, Pathway
from tests.factories.accounts import UserFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.people import PersonFactory, ReleaseFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

WORK = KINDS["employment"]
NO_NEED = {"work_to_go_to": "yes", "papers": "yes", "disclosure": "yes", "wants_support": "no"}
A_NEED = NO_NEED | {"papers": "no"}


def assess(person, by, answers=A_NEED, kind=WORK):
    return pathways.assess_need(person, kind, by=by, answers=answers)


# --- assess


def test_staff_of_a_hub_that_is_not_involved_assess_nothing(person):
    with pytest.raises(NotYou):
        assess(person, UserFactory(role=Role.HUB_WORKER))
    assert not Pathway.objects.exists()


def test_a_practitioner_assesses_nothing(person, hub):
    with pytest.raises(NotYou):
        assess(person, UserFactory(role=Role.PRACTITIONER, teams=[hub.team]))


@pytest.mark.parametrize("answer", [None, "", "perhaps"])
def test_every_question_needs_one_of_its_answers(person, hub, answer):
    with pytest.raises(ValidationError) as refusal:
        assess(person, hub.worker, NO_NEED | {"papers": answer, "disclosure": "later"})
    assert set(refusal.value.message_dict) == {"papers", "disclosure"}
    assert not Assessment.versions.exists()
    assert not Pathway.objects.exists()


def test_nobody_assesses_somebody_who_has_died(person, hub):
    person.died_on = day(3)
    person.save()
    with pytest.raises(Refused, match="died"):
        assess(person, hub.worker)


@pytest.mark.parametrize("state", ["in_progress", "achieved", "sustained", "closed"])
def test_a_pathway_under_way_or_closed_is_not_assessed(person, hub, state):
    PathwayFactory(person=person, state=state)
    with pytest.raises(WrongState):
        assess(person, hub.worker)
    assert not Assessment.versions.exists()


def test_a_first_assessment_opens_the_pathway_and_identifies_the_need(person, hub):
    assessment = assess(person, hub.worker)
    pathway = Pathway.objects.get()
    assert (pathway.kind, pathway.state, assessment.found_need) == ("employment", "need_identified", True)
    assert (assessment.question_version, assessment.answers) == (1, A_NEED)
    assert [(event.what, event.to_state, event.by) for event in events.of(pathway)] == [
        ("opened", "not_assessed", hub.worker), ("assess", "need_identified", hub.worker),
    ]  # fmt: skip


def test_answers_that_show_no_need_find_none(person, hub):
    assess(person, hub.worker, NO_NEED)
    assert Pathway.objects.get().state == "no_need"


@pytest.mark.parametrize("state", ["not_assessed", "no_need", "declined", "need_identified"])
@pytest.mark.parametrize(("answers", "after"), [(A_NEED, "need_identified"), (NO_NEED, "no_need")])
def test_a_need_is_assessed_again(person, hub, state, answers, after):
    pathway = PathwayFactory(person=person, state=state)
    assess(person, hub.worker, answers)
    pathway.refresh_from_db()
    assert pathway.state == after
    assert Assessment.objects.get().pathway == pathway


def test_each_assessment_is_kept_beside_the_others(person, hub):
    for answers in (NO_NEED, A_NEED, NO_NEED):
        assess(person, hub.worker, answers)
    assert [each.found_need for each in Assessment.objects.order_by("id")] == [False, True, False]


def test_the_same_answers_sent_twice_are_one_assessment(person, hub):
    assert assess(person, hub.worker) == assess(person, hub.worker)
    assert [event.what for event in events.of(Pathway.objects.get())] == ["opened", "assess"]


def test_the_same_answers_by_somebody_else_or_after_support_was_declined_are_another(person, hub):
    assess(person, hub.worker)
    assess(person, hub.manager)
    pathways.decline_support(Pathway.objects.get(), by=hub.manager, reason="Has found a job without us")
    assess(person, hub.manager)
    assert Assessment.objects.count() == 3
    assert Pathway.objects.get().state == "need_identified"


def test_a_job_that_was_recorded_first_moves_the_pathway_once_the_need_is_identified(person, hub):
    pathway = PathwayFactory(person=person, state="not_assessed")
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(9))
    pathway.refresh_from_db()
    assert pathway.state == "not_assessed"
    assess(person, hub.worker)
    pathway.refresh_from_db()
    assert pathway.state == "achieved"
    assert [event.what for event in events.of(pathway)] == ["assess", "begin", "achieve"]


def test_a_job_moves_nothing_where_no_need_is_found(person, hub):
    pathway = PathwayFactory(person=person, state="not_assessed")
    SpellFactory(person=person)
    assess(person, hub.worker, NO_NEED)
    pathway.refresh_from_db()
    assert pathway.state == "no_need"


def test_a_need_that_is_found_is_asked_about_and_one_that_is_declined_no_longer(person, hub):
    ReleaseFactory(person=person, released_on=day(0))
    assess(person, hub.worker)
    assert Check.objects.filter(person=person, answer="").exists()
    pathways.decline_support(Pathway.objects.get(), by=hub.worker, reason="Has a brother who hires")
    assert not Check.objects.filter(person=person).exists()


# --- decline support


@pytest.mark.parametrize("reason", ["", "  ", "n/a", "x" * 201])
def test_support_is_declined_with_the_persons_reason_alone(pathway, hub, reason):
    with pytest.raises(ValidationError) as refusal:
        pathways.decline_support(pathway, by=hub.worker, reason=reason)
    assert list(refusal.value.message_dict) == ["reason"]
    pathway.refresh_from_db()
    assert pathway.state == "need_identified"


@pytest.mark.parametrize("state", ["not_assessed", "no_need", "declined", "achieved", "sustained", "closed"])
def test_support_is_declined_only_while_a_need_is_open(person, hub, state):
    pathway = PathwayFactory(person=person, state=state)
    with pytest.raises(WrongState):
        pathways.decline_support(pathway, by=hub.worker, reason="Wants to do it alone")


def test_declined_support_keeps_the_reason_beside_the_log(pathway, hub):
    pathways.decline_support(pathway, by=hub.worker, reason="Has a brother who hires")
    event = events.of(pathway).get()
    assert (event.to_state, event.why, event.reason) == ("declined", "Has a brother who hires", "")


def test_staff_who_are_not_involved_decline_nothing(pathway):
    with pytest.raises(NotYou):
        pathways.decline_support(pathway, by=UserFactory(role=Role.HUB_MANAGER), reason="No")


# --- set back


@pytest.mark.parametrize(
    ("on", "field"), [(day(-1), "on"), (day(21), "on")], ids=["to come", "before it was achieved"]
)
def test_a_setback_has_a_day_that_can_be(pathway, hub, on, field):
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(20))
    pathway.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        pathways.set_back(pathway, by=hub.worker, on=on, reason="Hours cut to nothing")
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    "state", ["not_assessed", "no_need", "declined", "need_identified", "in_progress", "closed"]
)
def test_only_what_was_achieved_is_set_back(hub, person, state):
    pathway = PathwayFactory(person=person, state=state)
    with pytest.raises(WrongState):
        pathways.set_back(pathway, by=hub.worker, on=day(1), reason="Hours cut to nothing")


def test_a_setback_without_what_happened_is_refused(hub, person):
    pathway = PathwayFactory(person=person, state="achieved")
    with pytest.raises(ValidationError):
        pathways.set_back(pathway, by=hub.worker, on=day(1), reason=" ")


@pytest.mark.parametrize("state", ["achieved", "sustained"])
def test_a_setback_by_the_key_worker_is_dated_and_counted(hub, person, state):
    pathway = PathwayFactory(person=person, state=state)
    pathways.set_back(pathway, by=hub.worker, on=day(4), reason="Hours cut to nothing")
    event = events.of(pathway).get()
    assert (event.to_state, event.effective_on, event.why) == ("in_progress", day(4), "Hours cut to nothing")


def test_a_person_somewhere_else_is_not_touched(hub, person):
    other = PathwayFactory(person=PersonFactory(), state="achieved")
    with pytest.raises(NotYou):
        pathways.set_back(other, by=hub.worker, on=day(1), reason="Hours cut to nothing")
