"""The next actions that clocks make: each put into words, and told to those alone who may know of it."""

import datetime

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.design.dates import say_day
from foundation.lifecycle.clocks import declared
from journeys.next_action.clocks import WINDOWS
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import PersonFactory
from tests.factories.referrals import ReferralFactory

from .saying import due, sentences

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "subject", "words"),
    [
        ("referral_answer", "referral", "Answer the hub’s questions on the referral R-9: the hub asked on {since} and"
         " decides when it knows."),
        ("referral_waiting_review", "referral", "Review the place on the waiting list, referral R-9: it was last looked"
         " at on {since}."),
        ("referral_hold_review", "referral", "Review the hold of the referral R-9: it was last looked at on {since}."),
        ("referral_support_review", "referral", "Review the support with the person: it started or was last reviewed"
         " on {since}, and is looked at every 90 days."),
        ("milestone_verification", "claim", "Verify or return the milestone claim: it was claimed on {since}, and"
         " somebody else must look at the evidence."),
        ("risk_due", "person", "Record the risk information: on {since} it was not yet available."),
        ("safeguarding_decision", "concern", "Decide on the safeguarding concern: it was raised on {since}."),
    ],
)  # fmt: skip
def test_a_clock_is_put_into_words(runs, consenting, worker, started, today, clock, subject, words):
    of = {
        "referral": ("referrals.referral", started.pk), "claim": ("pathways.milestoneclaim", 1),
        "person": ("people.person", consenting.pk), "concern": ("people.safeguardingconcern", 1),
    }[subject]  # fmt: skip
    runs(clock, *of, reference="R-9")
    assert words.format(since=say_day(today - DAY)) in sentences(consenting, worker)


def test_any_other_clock_says_its_title_and_since_when_it_runs(
    runs, consenting, practitioner, started, team, today
):
    (clock,) = (each for each in declared() if each.name == "break_glass_review")
    runs("break_glass_review", "people.person", 1, reference="B-1", team=TeamFactory())
    (action,) = due(consenting, practitioner)
    since = say_day(today - DAY)
    assert action.text == f"{clock.title} (B-1): it is asked for since {since}, within {clock.how_long}."
    assert action.url == ""  # it falls to others


def test_what_a_service_is_to_do_is_said_of_the_service(runs, consenting, practitioner, started, today):
    service = TeamFactory(name="Harbour Recovery")
    runs("handover_receipt", "pathways.handover", 1, reference="H-1", team=service)
    (action,) = due(consenting, practitioner)
    since = say_day(today - DAY)
    assert action.text == f"The service is to receive or refuse the handover H-1: it was sent on {since}."
    assert action.whose.startswith("Falls to Harbour Recovery")


def test_until_when_something_may_be_done_is_nothing_to_do(runs, consenting, worker, started):
    for clock in WINDOWS:
        runs(clock.name, "referrals.referral", started.pk)
    assert sentences(consenting, worker) == []


def test_a_clock_that_stands_still_is_not_due(runs, consenting, worker, started, today):
    runs("referral_support_review", "referrals.referral", started.pk, paused_on=today)
    assert sentences(consenting, worker) == []


def test_a_clock_of_a_referral_out_of_scope_is_not_told(runs, consenting, worker, started):
    other = ReferralFactory(person=consenting, team=TeamFactory(), state="started")
    runs("referral_support_review", "referrals.referral", other.pk, team=TeamFactory())
    assert sentences(consenting, worker) == []


def test_a_request_to_take_the_person_over_is_told_to_those_alone_who_answer_it(
    runs, consenting, worker, practitioner, started, team
):
    runs("take_over_answer", "people.takeoverrequest", 1, team=team)
    assert len(sentences(consenting, practitioner)) == 1
    assert sentences(consenting, worker) == []


def test_a_safeguarding_concern_is_not_told_to_who_does_not_read_risk(runs, consenting, steward):
    runs("safeguarding_decision", "people.safeguardingconcern", 1)
    assert not any("safeguarding" in each for each in sentences(consenting, steward))


def test_a_clock_about_somebody_else_is_not_told(runs, consenting, worker, started):
    runs("risk_due", person_id=PersonFactory().pk)
    assert sentences(consenting, worker) == []


def test_a_date_that_moved_says_what_it_was(runs, consenting, worker, started, today):
    runs("referral_support_review", "referrals.referral", started.pk, former_due_on=datetime.date(2026, 6, 3))
    assert due(consenting, worker)[0].whose.endswith("It was due on 3 June 2026 before.")


def test_the_page_says_why_and_lists_everything_that_is_due(client, runs, consenting, worker, started):
    runs("referral_support_review", "referrals.referral", started.pk)
    runs("risk_due")
    runs("milestone_verification", "pathways.milestoneclaim", 1)
    client.force_login(worker)
    page = client.get(reverse("person_detail", args=[consenting.uuid])).content.decode()
    assert "All 3 things that are due" in page
    assert "somebody else must look at the evidence" in page


def test_a_hub_manager_reads_the_same_of_the_hub(runs, consenting, started, hub):
    manager = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team])
    runs("referral_support_review", "referrals.referral", started.pk)
    assert due(consenting, manager)[0].label == "Do it now"
