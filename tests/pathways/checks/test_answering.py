"""Answering a check: who may, what an answer needs, and what it does to the pathway."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import Refused
from pathways import actions as pathways
from pathways.models import Check
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import CheckFactory, PathwayFactory, SpellFactory
from tests.factories.people import ReleaseFactory
from tests.pathways.checks.asked import release
from tests.pathways.days import day

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def check(person, pathway):
    """Employed at 6 weeks: the day has come."""
    release(person, day(45))
    return Check.objects.get(name="week_6")


def answered(check, by, answer, **said):
    return pathways.answer_check(check, by=by, answer=answer, **{"seen_as": check.seen_as} | said)


def faults(check, by, answer, **said):
    with pytest.raises(ValidationError) as refused:
        answered(check, by, answer, **said)
    return refused.value.message_dict


def sustained(pathway):
    pathway.refresh_from_db()
    return pathway.state


# --- refusals


def test_staff_of_another_hub_cannot_answer(check):
    stranger = UserFactory(role="hub_worker", teams=[TeamFactory(name="Elsewhere")])
    with pytest.raises(NotYou):
        answered(check, stranger, "yes")


@pytest.mark.parametrize("role", ["practitioner", "performance_officer", "administrator", "data_steward"])
def test_only_hub_staff_answer(check, hub, role):
    with pytest.raises(NotYou):
        answered(check, UserFactory(role=role, teams=[hub.team]), "yes")


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_nobody_answers_before_the_day(person, pathway, hub, answer):
    release(person, day(41))
    ahead = Check.objects.get(name="week_6")
    with pytest.raises(Refused, match="can be answered on that day or later"):
        answered(ahead, hub.worker, answer, reason="Rang twice")


def test_out_of_scope_can_be_said_before_the_day(person, pathway, hub, scope):
    release(person, day(41))
    ahead = answered(
        Check.objects.get(name="week_6"), hub.worker, "out_of_scope", reason="Unavailable for work"
    )
    assert ahead.answer == "out_of_scope"


@pytest.mark.parametrize("reason", ["", "  ", "tbc", "n/a"])
def test_unknown_says_what_was_tried(check, hub, reason):
    assert faults(check, hub.worker, "unknown", reason=reason) == {
        "reason": ["Say what was tried, such as who was rung and when."]
    }


@pytest.mark.parametrize("reason", ["", "Moved out of the area", "Recalled to custody"])
def test_out_of_scope_says_why_and_only_a_reason_that_is_listed(check, hub, scope, reason):
    assert faults(check, hub.worker, "out_of_scope", reason=reason) == {
        "reason": ["Choose why it is out of scope."]
    }


def test_nobody_says_by_hand_that_a_home_is_out_of_scope(person, home, hub, scope):
    release(person, day(45))
    night = Check.objects.get(name="release_night")
    said = faults(night, hub.worker, "out_of_scope", reason="Unavailable for work")
    assert "record the recall or the death" in said["reason"][0]


def test_an_answer_is_one_of_four(check, hub):
    assert faults(check, hub.worker, "maybe") == {"answer": ["Choose yes, no, unknown or out of scope."]}


def test_an_answer_is_put_right_with_a_reason(check, hub):
    answered(check, hub.worker, "yes")
    assert faults(check, hub.worker, "no") == {"because": ["Say what was wrong with the answer."]}


def test_answered_twice_by_two_people_the_second_is_told_what_the_first_said(check, hub):
    seen = Check.objects.get(pk=check.pk)
    answered(check, hub.colleague, "unknown", reason="Rang on Monday")
    with pytest.raises(pathways.AnsweredMeanwhile) as refused:
        answered(seen, hub.worker, "yes")
    assert "Tobi Abara said “Unknown” (Rang on Monday)" in str(refused.value)
    check.refresh_from_db()
    assert (check.answer, check.answered_by) == ("unknown", hub.colleague)


def test_what_is_no_longer_asked_cannot_be_answered(check, hub, person):
    seen = Check.objects.get(pk=check.pk)
    pathways.close_pathways(person, by=None)
    with pytest.raises(Refused, match="asked no longer"):
        answered(seen, hub.worker, "yes")


# --- answers


@pytest.mark.parametrize(("answer", "reason"), [("yes", ""), ("no", ""), ("unknown", "Rang on 3 and 5 June")])
def test_an_answer_says_who_gave_it_and_stops_the_clock(check, hub, answer, reason):
    answered(check, hub.worker, answer, reason=reason)
    check.refresh_from_db()
    assert (check.answer, check.reason, check.answered_by) == (answer, reason, hub.worker)
    assert RunningClock.objects.get(subject_id=check.pk, clock="check").outcome == "met"
    assert events.of(check).last().what == "answered"


def test_a_reason_typed_for_another_answer_is_not_kept(check, hub):
    assert answered(check, hub.worker, "yes", reason="Rang twice").reason == ""


def test_a_double_click_changes_nothing_twice(check, hub):
    seen = Check.objects.get(pk=check.pk)
    answered(check, hub.worker, "yes")
    before = Event.objects.count()
    answered(seen, hub.worker, "yes")
    assert Event.objects.count() == before


def test_unknown_becomes_known_and_both_are_kept(check, hub):
    answered(check, hub.worker, "unknown", reason="Rang twice, no answer")
    answered(check, hub.colleague, "yes", because="The payslip came")
    assert Check.objects.get(pk=check.pk).answer == "yes"
    former = Check.versions.filter(version_of=check).order_by("pk")
    assert [version.answer for version in former] == ["", "unknown"]
    assert events.of(check).last().why == "The payslip came"


def test_ones_own_answer_of_today_is_undone_and_asked_again(check, hub):
    answered(check, hub.worker, "no")
    pathways.take_back_answer(check, by=hub.worker)
    check.refresh_from_db()
    assert (check.answer, check.answered_by) == ("", None)
    assert RunningClock.objects.filter(subject_id=check.pk, clock="check", stopped_at=None).count() == 1


def test_somebody_elses_answer_is_not_undone(check, hub):
    answered(check, hub.worker, "no")
    with pytest.raises(Refused, match="Only your own answer of today"):
        pathways.take_back_answer(check, by=hub.colleague)


def test_an_answer_on_which_the_pathway_moved_is_put_right_not_undone(person, pathway, hub):
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(45))
    check = answered(Check.objects.get(name="week_6"), hub.worker, "no")
    with pytest.raises(Refused, match="The pathway has moved on this answer"):
        pathways.take_back_answer(check, by=hub.worker)


# --- sustained, and set back


@pytest.fixture
def job(pathway, hub):
    """A job of 200 days, with both its checks due."""
    return pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(200))


def say(pathway, hub, name, answer, **said):
    check = Check.objects.get(name=name, point_on=day(200) + {"week_6": 6, "week_26": 26}[name] * WEEK)
    answered(check, hub.worker, answer, **said)
    return sustained(pathway)


def test_one_of_two_checks_sustains_nothing(pathway, job, hub):
    assert say(pathway, hub, "week_6", "yes") == "achieved"


def test_both_checks_of_a_job_answered_yes_sustain_the_pathway(pathway, job, hub):
    say(pathway, hub, "week_6", "yes")
    assert say(pathway, hub, "week_26", "yes") == "sustained"


def test_unknown_is_never_counted_as_no_nor_as_yes(pathway, job, hub):
    say(pathway, hub, "week_6", "yes")
    assert say(pathway, hub, "week_26", "unknown", reason="Rang twice") == "achieved"


def test_a_no_sets_the_pathway_back_on_the_day_it_is_about(pathway, job, hub):
    assert say(pathway, hub, "week_6", "no") == "in_progress"
    event = Event.objects.get(what="set_back")
    assert (event.effective_on, event.reason) == (day(200) + 6 * WEEK, "Answered no: Employed at 6 weeks")


def test_a_no_about_a_day_before_the_job_sets_nothing_back(person, pathway, hub):
    release(person, day(60))
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(10))
    answered(Check.objects.get(name="week_6", point_on=day(60) + 6 * WEEK), hub.worker, "no")
    assert sustained(pathway) == "achieved"


def test_a_no_that_was_wrong_achieves_again(pathway, job, hub):
    say(pathway, hub, "week_6", "no")
    assert say(pathway, hub, "week_6", "yes", because="It was somebody of the same name") == "achieved"


def test_a_yes_that_was_wrong_no_longer_sustains(pathway, job, hub):
    say(pathway, hub, "week_6", "yes")
    say(pathway, hub, "week_26", "yes")
    assert (
        say(pathway, hub, "week_26", "unknown", reason="Rang", because="It was another person") == "achieved"
    )


def test_another_job_without_a_gap_counts(pathway, hub, job):
    pathways.record_spell(pathway, by=hub.worker, code="self_employed", started_on=day(100))
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(100), reason="Changed")
    say(pathway, hub, "week_6", "yes")
    assert say(pathway, hub, "week_26", "yes") == "sustained"


def test_after_a_gap_the_next_job_begins_anew(pathway, hub, job):
    say(pathway, hub, "week_6", "yes")
    say(pathway, hub, "week_26", "yes")
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(9), reason="Laid off")
    assert sustained(pathway) == "in_progress"
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(5))
    assert sustained(pathway) == "achieved"


def test_a_denied_job_does_not_achieve_by_being_put_right(pathway, hub, job):
    say(pathway, hub, "week_6", "no")
    pathways.correct_spell(pathway, job, by=hub.worker, reason="Misspelt", detail="Strood Dairy Co-op")
    assert sustained(pathway) == "in_progress"


def test_a_settled_home_at_three_months_sustains(person, home, hub):
    ReleaseFactory(person=person, released_on=day(120))
    pathways.record_spell(home, by=hub.worker, code="A01D", started_on=day(120))
    check = Check.objects.filter(name="month_3").order_by("point_on").first()
    answered(check, hub.worker, "yes")
    assert sustained(home) == "sustained"


def test_a_job_that_ended_answers_nothing_by_itself(pathway, hub, job):
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(100), reason="Laid off")
    assert not Check.objects.answered().exists()


def test_an_answer_about_somebody_who_declined_support_moves_nothing(person, hub):
    declined = PathwayFactory(person=person, kind="employment", state="declined", opened_on=day(400))
    SpellFactory(person=person, started_on=day(45))
    answered(CheckFactory(person=person, name="week_6", point_on=day(3), answer=""), hub.worker, "yes")
    assert sustained(declined) == "declined"


# --- on the day it is about


def moved(pathway):
    found = events.of(pathway).filter(what__in=["achieve", "sustain", "set_back"]).order_by("id")
    return [(event.what, event.effective_on) for event in found]


def test_a_pathway_is_sustained_from_the_day_of_the_last_of_its_checks(pathway, job, hub):
    say(pathway, hub, "week_26", "yes")
    say(pathway, hub, "week_6", "yes")
    assert moved(pathway) == [("achieve", day(200)), ("sustain", day(200) + 26 * WEEK)]


def test_an_answer_put_right_sets_back_on_the_day_it_is_about_in_order(pathway, job, hub):
    say(pathway, hub, "week_6", "yes")
    say(pathway, hub, "week_26", "yes")
    say(pathway, hub, "week_6", "unknown", reason="Rang", because="It was another person")
    last = day(200) + 26 * WEEK
    assert moved(pathway)[1:] == [("sustain", last), ("set_back", last), ("achieve", last)]


def test_treatment_completed_sustains_on_the_day_it_ended(person, hub):
    support = PathwayFactory(person=person, kind="substance_support", state="in_progress", opened_on=day(400))
    spell = pathways.record_spell(support, by=hub.worker, code="community_structured", started_on=day(90))
    pathways.end_spell(support, spell, by=hub.worker, ended_on=day(9), reason="free_of_dependence")
    assert moved(support) == [("achieve", day(90)), ("sustain", day(9))]
