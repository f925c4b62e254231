"""The pages of checks: the work list, one check, and those of a pathway."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditSubject
from pathways import actions as pathways
from pathways.checks.asking import keep_asking
from pathways.models import Check
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory, PersonFactory, ReleaseFactory
from tests.pathways.asking import page, url
from tests.pathways.checks.asked import release
from tests.pathways.days import day

pytestmark = pytest.mark.django_db
LIST = reverse("check_list")
WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def check(person, pathway):
    release(person, day(45))
    return Check.objects.get(name="week_6")


def sent(check, answer, **more):
    return {"answer": answer, "seen_as": check.seen_as} | more


def now(check):
    return Check.objects.get(pk=check.pk)


# --- refusals


def test_staff_elsewhere_do_not_find_the_check(as_, check):
    there = HubFactory(team=TeamFactory(name="Maidstone")).team
    stranger = as_(UserFactory(role="hub_worker", teams=[there]))
    assert stranger.get(url("check_answer", check)).status_code == 404
    assert "Elmstead" not in page(stranger.get(LIST))


def test_a_practitioner_answers_no_check(as_, check):
    assert as_(UserFactory(role="practitioner")).get(LIST).status_code == 403


def test_a_record_hidden_from_the_worker_is_in_no_list(as_, hub, check, person):
    LimitedAccessFactory(person=person, kind="exclusion", user=hub.worker)
    worker = as_(hub.worker)
    assert "Elmstead" not in page(worker.get(LIST))
    assert worker.get(url("check_answer", check)).status_code == 404


def test_a_hub_that_no_longer_works_with_the_person_reads_and_does_not_answer(as_, hub, check, person):
    person.involvements.update(until=day(1))
    assert as_(hub.worker).post(url("check_answer", check), sent(check, "yes")).status_code == 403
    assert now(check).answer == ""


def test_a_check_answered_meanwhile_is_shown_with_what_the_other_said(as_, hub, check):
    pathways.answer_check(
        Check.objects.get(pk=check.pk), by=hub.colleague, answer="unknown", reason="Rang on Monday",
        seen_as=check.seen_as,
    )  # fmt: skip
    response = as_(hub.worker).post(url("check_answer", check), sent(check, "out_of_scope", scope=""))
    assert response.status_code == 200  # why is missing: asked before anything else
    response = as_(hub.worker).post(url("check_answer", check), sent(check, "yes", because="He said so"))
    seen = page(response)
    assert response.status_code == 409
    assert "Tobi Abara said “Unknown” (Rang on Monday)" in seen
    assert response.context["form"]["answer"].value() == "yes"
    assert "He said so" in seen
    assert now(check).answer == "unknown"


def test_after_the_conflict_the_answer_is_put_right_from_the_same_page(as_, hub, check):
    pathways.answer_check(
        Check.objects.get(pk=check.pk), by=hub.colleague, answer="no", seen_as=check.seen_as
    )
    conflict = as_(hub.worker).post(
        url("check_answer", check), sent(check, "yes", because="The payslip came")
    )
    again = {"seen_as": conflict.context["form"]["seen_as"].value(), "is_sure": "True"}
    done = as_(hub.worker).post(
        url("check_answer", check), {"answer": "yes", "because": "The payslip came"} | again
    )
    assert done.status_code == 302
    assert now(check).answer == "yes"


def test_out_of_scope_is_offered_only_where_a_reason_is_listed(as_, hub, home, check, scope):
    night = Check.objects.get(name="release_night")
    offered = {
        each: "out_of_scope" in page(as_(hub.worker).get(url("check_answer", each)))
        for each in (check, night)
    }
    assert offered == {check: True, night: False}
    assert page(as_(hub.worker).get(reverse("check_list"))).count("answer=out_of_scope") == 1


@pytest.mark.parametrize(
    ("answer", "asks"),
    [
        ("unknown", "Say what was tried, such as who was rung and when."),
        ("out_of_scope", "Choose why it is out of scope."),
        ("maybe", "maybe is not one of the available choices"),
        ("", "Choose yes, no, unknown or out of scope."),
    ],
)
def test_what_is_missing_is_asked_where_it_belongs(as_, hub, check, scope, answer, asks):
    assert asks in page(as_(hub.worker).post(url("check_answer", check), sent(check, answer)))
    assert now(check).answer == ""


def test_a_check_is_not_answered_before_its_day(as_, hub, person, pathway):
    release(person, day(41))
    ahead = Check.objects.get(name="week_6")
    response = as_(hub.worker).post(url("check_answer", ahead), sent(ahead, "yes"))
    assert response.status_code == 409
    assert "can be answered on that day or later" in page(response)


# --- the list


def test_the_empty_list_says_how_checks_come(as_, hub, person):
    assert "No check waits for an answer. Checks come here by themselves" in page(as_(hub.worker).get(LIST))


def test_the_list_says_what_is_asked_and_what_is_on_record(as_, hub, person, pathway, check):
    SpellFactory(person=person, detail="Strood Dairy Co-op", started_on=day(20))
    seen = page(as_(hub.worker).get(LIST))
    assert "Employed 6 weeks after release?" in seen
    assert "Rhys Elmstead" in seen
    assert "On record: Employed, Strood Dairy Co-op, since" in seen
    assert AuditSubject.objects.filter(person_id=person.pk, event__purpose="checks").exists()


def test_yes_is_one_tap_and_undone_from_the_list(as_, hub, check):
    worker = as_(hub.worker)
    listed = worker.post(url("check_answer", check), sent(check, "yes", next=LIST), follow=True)
    assert "Rhys Elmstead: Yes" in page(listed)
    assert now(check).answer == "yes"
    assert "asked again" in page(worker.post(url("check_undo", check), {"next": LIST}, follow=True))
    assert now(check).answer == ""


def test_the_offer_to_undo_is_made_once(as_, hub, check):
    worker = as_(hub.worker)
    worker.post(url("check_answer", check), sent(check, "yes", next=LIST), follow=True)
    assert "Rhys Elmstead: Yes" not in page(worker.get(LIST))


def test_no_asks_once_more_where_it_sets_the_pathway_back(as_, hub, person, pathway):
    pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(45))
    check = Check.objects.get(name="week_6")
    worker = as_(hub.worker)
    asked = worker.post(url("check_answer", check), sent(check, "no", next=LIST), follow=True)
    assert "“No” sets the pathway back to in progress" in page(asked)
    assert now(check).answer == ""
    worker.post(url("check_answer", check), sent(check, "no", next=LIST, is_sure="True"))
    pathway.refresh_from_db()
    assert (now(check).answer, pathway.state) == ("no", "in_progress")


def test_unknown_opens_one_field_and_comes_back_to_the_list(as_, hub, check):
    worker = as_(hub.worker)
    opened = worker.get(url("check_answer", check), {"answer": "unknown", "next": f"{LIST}?kind=employment"})
    assert opened.context["form"]["answer"].value() == "unknown"
    told = sent(check, "unknown", tried="Rang twice", next=f"{LIST}?kind=employment")
    response = worker.post(url("check_answer", check), told)
    assert response.url == f"{LIST}?kind=employment"
    assert (now(check).answer, now(check).reason) == ("unknown", "Rang twice")


def test_nobody_is_sent_to_another_site(as_, hub, check):
    response = as_(hub.worker).post(
        url("check_answer", check), sent(check, "yes", next="https://elsewhere.example/")
    )
    assert response.url == LIST


def test_tabs_and_filters_narrow_the_list(as_, hub, person, pathway, home):
    release(person, day(45))
    worker = as_(hub.worker)
    assert "Housed on the night of release?" not in page(worker.get(LIST, {"kind": "employment"}))
    assert "Housed on the night of release?" in page(worker.get(LIST, {"show": "overdue"}))
    assert "Employed 6 weeks after release?" not in page(worker.get(LIST, {"show": "overdue"}))
    coming = page(worker.get(LIST, {"show": "coming"}))
    assert "Employed 6 months after release?" in coming
    assert "Housed on the night of release?" not in coming
    assert "You have answered no check yet" in page(worker.get(LIST, {"show": "mine"}))


def test_a_manager_of_two_hubs_chooses_one(as_, hub, check):
    second = HubFactory(team=TeamFactory(name="Sheerness"), name="Sheerness")
    manager = UserFactory(role="hub_manager", teams=[hub.team, second.team])
    assert "Elmstead" in page(as_(manager).get(LIST, {"hub": hub.team.pk}))
    assert "Elmstead" not in page(as_(manager).get(LIST, {"hub": second.team.pk}))
    assert "Elmstead" in page(as_(manager).get(LIST, {"hub": "9999"}))  # no such choice: left out, and said


def test_the_list_asks_as_much_for_300_rows_as_for_3(as_, hub):
    HubFactory(team=hub.team)
    worker = as_(hub.worker)

    def ask(number):
        people = [PersonFactory() for _ in range(number)]
        for person in people:
            InvolvementFactory(person=person, team=hub.team)
            PathwayFactory(person=person, kind="employment", opened_on=day(400))
            ReleaseFactory(person=person, released_on=day(50))
            SpellFactory(person=person, started_on=day(44))
        keep_asking([person.pk for person in people])
        with CaptureQueriesContext(connection) as asked:
            worker.get(LIST)
        return len(asked)

    assert ask(3) == ask(297)


# --- one check, and the pathway


def test_a_check_says_what_was_said_of_it_so_far(as_, hub, check):
    worker = as_(hub.worker)
    worker.post(url("check_answer", check), sent(check, "unknown", tried="Rang twice"))
    worker.post(url("check_answer", check), sent(now(check), "yes", because="The payslip came"))
    seen = page(worker.get(url("check_answer", check)))
    assert "Unknown</strong>" in seen
    assert "Rosa Delgado: The payslip came" in seen


def test_the_pathway_shows_what_is_due_and_what_was_answered(as_, hub, person, pathway, check):
    seen = page(as_(hub.worker).get(url("pathway_detail", pathway)))
    assert "Employed 6 weeks after release?" in seen
    assert 'name="answer" value="yes"' in seen
    assert "Not yet" in seen
    as_(hub.worker).post(url("check_answer", check), sent(check, "yes"))
    assert "Rosa Delgado, " in page(as_(hub.worker).get(url("pathway_detail", pathway)))


def test_the_pathway_says_which_answer_is_about_a_day_that_was_put_right(as_, hub, person, pathway):
    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(45))
    check = Check.objects.get(name="week_6")
    pathways.answer_check(check, by=hub.worker, answer="yes", seen_as=check.seen_as)
    pathways.correct_spell(pathway, job, by=hub.worker, reason="The contract says so", started_on=day(44))
    assert "nothing on record leads to this day any more" in page(
        as_(hub.worker).get(url("pathway_detail", pathway))
    )


@pytest.mark.parametrize(
    ("spell", "words", "says"),
    [
        (None, "No job is on record by that day", ""),
        ({"code": "employed", "started_on": day(30)}, "Employed, since", "yes"),
        ({"code": "education", "started_on": day(30)}, "Education or training, since", "no"),
        ({"code": "unavailable", "started_on": day(30)}, "Unavailable for work, since", "out of scope"),
        (
            {"code": "employed", "started_on": day(30), "ended_on": day(10)},
            "The record does not say what came after",
            "",
        ),
    ],
)
def test_the_page_proposes_what_the_record_says(as_, hub, person, check, spell, words, says):
    if spell:
        SpellFactory(person=person, **spell)
    seen = page(as_(hub.worker).get(url("check_answer", check)))
    assert words in seen
    assert (f"That says “{says}”" in seen) == bool(says)
