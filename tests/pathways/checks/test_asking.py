"""Which checks stand: they follow from releases, jobs, homes and treatment, and from what is put right of them."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.lifecycle.models import Event, RunningClock
from pathways import actions as pathways
from pathways.checks.asking import keep_asking
from pathways.kinds import KINDS
from pathways.models import Check
from people import actions as people_actions
from tests.factories.accounts import TeamFactory
from tests.factories.hubs import HubFactory
from tests.factories.pathways import CheckFactory, PathwayFactory, SpellFactory
from tests.factories.people import PersonFactory, ReleaseFactory
from tests.pathways.checks.asked import after, asked, beside, clocks, recall, release
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

WEEK = datetime.timedelta(weeks=1)


def test_somebody_without_a_pathway_is_asked_nothing(person):
    release(person, day(1))
    assert not Check.objects.exists()


@pytest.mark.parametrize("state", ["no_need", "declined", "closed", "not_assessed"])
def test_where_nobody_works_on_the_pathway_nobody_is_asked(person, state):
    PathwayFactory(person=person, kind="employment", state=state, opened_on=day(400))
    release(person, day(1))
    assert not Check.objects.exists()


@pytest.mark.parametrize("kind", ["temporary", "bail"])
def test_temporary_release_and_bail_ask_nothing(person, pathway, kind):
    release(person, day(1), kind=kind)
    assert not Check.objects.exists()


def test_a_release_recalled_on_its_own_day_asks_nothing(person, pathway):
    recall(release(person, day(1)), day(1))
    assert asked(person) == {}


def test_days_before_the_pathway_opened_are_not_asked_about(person):
    released = day(100)
    PathwayFactory(person=person, kind="employment", opened_on=day(20))
    release(person, released)
    assert asked(person) == {"month_6": released + relativedelta(months=6)}


def test_a_release_asks_about_its_night_and_the_days_after_it(person, pathway, home):
    released = day(1)
    release(person, released)
    months = released + relativedelta(months=3)
    assert asked(person) == after(released) | {"release_night": released, "month_3": months}


def test_a_pathway_that_opens_asks_about_a_release_of_before(person):
    ReleaseFactory(person=person, released_on=day(10))
    pathways.open_pathways(person, ["employment"], by=None)
    assert asked(person) == after(day(10))


def test_a_job_asks_whether_it_still_stands(person, pathway, hub):
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    assert asked(person) == {"week_6": day(30) + 6 * WEEK, "week_26": day(30) + 26 * WEEK}


def test_study_is_no_job_and_asks_nothing(person, pathway, hub):
    pathways.record_spell(pathway, by=hub.worker, code="education", started_on=day(30))
    assert asked(person) == {}


def test_a_job_from_the_day_of_release_asks_each_day_once(person, pathway, hub):
    release(person, day(30))
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    assert Check.objects.filter(name="week_6").count() == 1


def test_a_release_date_put_right_moves_what_is_not_answered(person, pathway):
    released = release(person, day(3))
    check = Check.objects.get(name="week_6")
    people_actions.change_release(released, by=None, reason="Copied from the wrong line", released_on=day(5))
    assert asked(person) == after(day(5))
    check.refresh_from_db()
    assert check.point_on == day(5) + 6 * WEEK
    run = clocks(person).get(subject_id=check.pk)
    assert (run.former_due_on is not None, run.moved_because) == (True, "Copied from the wrong line")


def test_a_release_date_put_right_leaves_an_answer_as_it_was_given(person, pathway):
    released = release(person, day(60))
    Check.objects.filter(name="week_6").update(answer="yes")
    people_actions.change_release(released, by=None, reason="Copied from the wrong line", released_on=day(62))
    assert Check.objects.get(answer="yes").point_on == day(60) + 6 * WEEK
    assert asked(person) == after(day(62))


def test_a_job_put_right_moves_its_checks(person, pathway, hub):
    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    pathways.correct_spell(pathway, job, by=hub.worker, reason="The contract says so", started_on=day(20))
    assert asked(person) == {"week_6": day(20) + 6 * WEEK, "week_26": day(20) + 26 * WEEK}


def test_a_job_that_was_none_is_asked_about_no_more(person, pathway, hub):
    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    pathways.correct_spell(pathway, job, by=hub.worker, reason="It is a course", code="education")
    assert asked(person) == {}
    assert not clocks(person).exists()
    assert Check.versions.filter(name="week_6").count() == 1


def test_a_job_that_ended_is_still_asked_about(person, pathway, hub):
    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(10), reason="Laid off")
    assert set(asked(person)) == {"week_6", "week_26"}


def test_a_recall_takes_the_days_after_it_out_of_scope(person, pathway, home):
    released = release(person, day(10))
    recall(released, day(2))
    assert asked(person) == {"release_night": day(10)}
    assert beside(person) == dict.fromkeys(["week_6", "month_6", "month_3"], "Recalled to custody")
    assert clocks(person).get().reference == "Housed on release night"


def test_a_recall_between_job_start_and_the_6_week_check_takes_it_out_of_scope(person, pathway, hub):
    released = release(person, day(60))
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(30))
    recall(released, day(5))
    job = Check.objects.get(name="week_6", point_on=day(30) + 6 * WEEK)
    assert (job.answer, job.reason, job.by_rule) == ("out_of_scope", "Recalled to custody", True)
    assert asked(person) == {"week_6": day(60) + 6 * WEEK}


def test_an_answer_given_before_the_recall_stands(person, pathway):
    released = release(person, day(60))
    Check.objects.filter(name="week_6").update(answer="yes")
    recall(released, day(2))
    assert Check.objects.get(name="week_6").answer == "yes"


def test_a_recall_that_was_none_asks_again(person, pathway):
    released = release(person, day(10))
    recall(released, day(2))
    people_actions.change_release(released, by=None, reason="Somebody of the same name", recalled_on=None)
    assert (asked(person), beside(person)) == (after(day(10)), {})
    assert clocks(person).count() == 2


def test_a_person_released_again_is_asked_anew(person, pathway):
    recall(release(person, day(60)), day(30))
    release(person, day(5), kind="post_recall")
    assert asked(person) == after(day(5))


def test_a_death_ends_every_check_and_its_clock(person, pathway, home):
    release(person, day(10))
    people_actions.record_death(person, by=None, died_on=day(3), source="The coroner")
    assert asked(person) == {}
    assert not clocks(person).exists()
    assert beside(person) == dict.fromkeys(["week_6", "month_6", "month_3"], "Died")


def test_a_closed_pathway_asks_no_more_and_says_nothing_of_those_it_asked(person, pathway):
    release(person, day(10))
    pathways.close_pathways(person, by=None)
    assert not Check.objects.exists()
    assert not clocks(person).exists()
    pathways.reopen_pathways(person, ["employment"], by=None)
    assert asked(person) == after(day(10))


def test_a_check_falls_to_the_hub_that_works_with_the_person(person, pathway, hub):
    release(person, day(1))
    assert {run.team for run in clocks(person)} == {hub.team}
    due = clocks(person).order_by("due_on").first().due_on
    assert due > day(1) + 6 * WEEK


def test_a_check_goes_along_to_the_hub_that_takes_over(person, pathway, hub):
    release(person, day(1))
    there = HubFactory(team=TeamFactory(name="Maidstone")).team
    people_actions.involve(person, there, purpose="referral", by=None)
    assert {run.team for run in clocks(person)} == {hub.team}
    for involvement in person.involvements.filter(team=hub.team):
        people_actions.end_involvement(person, hub.team, purpose=involvement.purpose, by=None)
    assert {run.team for run in clocks(person)} == {there}


def test_where_no_hub_works_with_the_person_no_clock_runs_until_one_does(hub):
    lonely = PersonFactory()
    PathwayFactory(person=lonely, kind="employment", opened_on=day(400))
    release(lonely, day(1))
    assert asked(lonely) == after(day(1))
    assert not clocks(lonely).exists()
    HubFactory(team=hub.team)
    people_actions.involve(lonely, hub.team, purpose="referral", by=None)
    assert clocks(lonely).count() == 2


def test_twice_changes_nothing(person, pathway, home):
    release(person, day(10))
    before = Event.objects.count(), Check.versions.count(), RunningClock.objects.count()
    keep_asking([person.pk])
    assert (Event.objects.count(), Check.versions.count(), RunningClock.objects.count()) == before


def test_many_people_are_asked_by_sets(hub):
    HubFactory(team=hub.team)

    def queries(number):
        people = [PersonFactory() for _ in range(number)]
        for person in people:
            PathwayFactory(person=person, kind="employment", opened_on=day(400))
            ReleaseFactory(person=person, released_on=day(3))
            SpellFactory(person=person, started_on=day(2))
        with CaptureQueriesContext(connection) as asked_of_the_database:
            keep_asking([person.pk for person in people])
        return len(asked_of_the_database)

    few = queries(3)
    assert few <= 20
    assert queries(30) <= few + 4  # SQLite takes so many rows in one statement, and no more
    assert Check.objects.unanswered().count() == 4 * 33


def test_a_check_that_a_file_had_answered_is_not_asked(person, pathway):
    CheckFactory(person=person, name="week_6", point_on=day(5) + 6 * WEEK, answer="unknown")
    release(person, day(5))
    assert set(asked(person)) == {"month_6"}


def test_every_name_of_a_check_belongs_to_one_kind():
    names = [{rule.name for rule in kind.checks} for kind in KINDS.values()]
    assert sum(map(len, names)) == len(set().union(*names))
    assert set().union(*names) == set(Check.Name.values)


def test_the_nightly_command_asks_about_releases_that_a_file_brought(person, pathway, capsys):
    ReleaseFactory(person=person, released_on=day(5))
    call_command("ask_checks")
    assert asked(person) == after(day(5))
    assert capsys.readouterr().out == "Checks are in step with the record: 1 person looked at.\n"
