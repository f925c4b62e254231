"""After support has ended: who is asked what was to be asked, and who answers (domain: Checks)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from pathways import actions as pathways
from pathways.checks.asking import keep_asking
from pathways.models import Check
from people import actions as people_actions
from people.models import Caseload, Consent, Involvement, Release
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, InvolvementFactory
from tests.pathways.asking import page, url
from tests.pathways.checks.asked import after, asked, clocks, release
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def support_ended(person, pathway, hub):
    """Support with a job ends on a day on which the team that holds the person goes on holding them."""
    ConsentFactory(person=person)
    held = CaseloadFactory(person=person)
    release(person, day(10))
    Involvement.objects.filter(person=person).update(until=day(0))
    pathways.close_pathways(person, by=None)
    return held


def test_after_support_nobody_is_asked_about_whom_nobody_holds(person, support_ended):
    Caseload.objects.filter(person=person).update(until=day(0))
    keep_asking([person.pk])
    assert not clocks(person).exists()
    assert not Check.objects.exists()


def test_after_support_nobody_is_asked_about_who_agrees_no_more(person, support_ended):
    people_actions.withdraw_consent(Consent.objects.get(), by=None, withdrawn_on=day(0))
    assert not clocks(person).exists()
    assert not Check.objects.exists()


def test_a_death_after_support_ends_what_was_asked(person, support_ended):
    people_actions.record_death(person, by=None, died_on=day(0), source="The family")
    assert not clocks(person).exists()
    assert not Check.objects.unanswered().exists()


def test_after_support_what_was_asked_falls_to_the_team_that_holds_the_person(person, support_ended):
    assert asked(person) == after(day(10))
    assert {(run.team, run.user) for run in clocks(person)} == {
        (support_ended.team, support_ended.practitioner)
    }


def test_after_support_nothing_new_is_asked(person, support_ended):
    release(person, day(1))
    assert asked(person) == after(day(10))


def test_a_release_put_right_after_support_moves_what_is_asked(person, support_ended):
    people_actions.change_release(
        Release.objects.get(), by=None, reason="Let out two days later", released_on=day(8)
    )
    assert asked(person) == after(day(8))


def test_a_hub_that_takes_the_person_on_again_is_asked_again(person, support_ended, hub):
    InvolvementFactory(person=person, team=hub.team)
    pathways.reopen_pathways(person, ["employment"], by=None)
    assert {(run.team, run.user) for run in clocks(person)} == {(hub.team, None)}


def test_after_support_a_check_goes_along_to_whoever_holds_the_person_next(person, support_ended):
    next_one = UserFactory(role=Role.PRACTITIONER, teams=[support_ended.team])
    people_actions.move_caseload(
        person, by=None, team=support_ended.team, practitioner=next_one, reason="Left"
    )
    assert {run.user for run in clocks(person)} == {next_one}


# --- answering


@pytest.fixture
def due(person, pathway):
    """Employed at 6 weeks, which nobody has answered when support ends today; whom the team that holds asks."""
    ConsentFactory(person=person)
    dana = UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])
    held = CaseloadFactory(person=person, practitioner=dana, team=dana.teams.get())
    release(person, day(45))
    return held


def end_support(person):
    Involvement.objects.filter(person=person).update(until=day(0))
    pathways.close_pathways(person, by=None)


def test_while_a_hub_works_with_the_person_the_team_that_holds_them_answers_nothing(as_, due):
    check = Check.objects.get(name="week_6")
    assert as_(due.practitioner).get(url("check_answer", check)).status_code == 403
    with pytest.raises(NotYou, match="once none is, the team that holds them"):
        pathways.answer_check(check, by=due.practitioner, answer="yes", seen_as=check.seen_as)


def test_after_support_the_hub_answers_no_more_and_another_office_never_finds_it(as_, person, due, hub):
    end_support(person)
    check, elsewhere = (
        Check.objects.get(name="week_6"),
        UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()]),
    )
    statuses = [as_(user).get(url("check_answer", check)).status_code for user in (hub.worker, elsewhere)]
    assert statuses == [403, 404]


def test_after_support_the_practitioner_finds_it_among_the_work_due_and_answers_it(as_, person, due, pathway):
    end_support(person)
    check, dana = Check.objects.get(name="week_6"), as_(due.practitioner)
    assert url("check_answer", check) in page(dana.get(reverse("due_list")))
    answer = dana.post(url("check_answer", check), {"answer": "yes", "seen_as": check.seen_as})
    assert answer.url == reverse("due_list")
    check.refresh_from_db()
    assert (check.answer, check.answered_by) == ("yes", due.practitioner)
    pathway.refresh_from_db()
    assert pathway.state == "closed"
    assert not clocks(person).filter(subject_id=check.pk).exists()
