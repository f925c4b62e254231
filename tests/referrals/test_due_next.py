"""What the list says is due next on each referral: the soonest of its running clocks, whatever it asks for."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.lifecycle import running
from referrals.clocks import ANSWER, CONSENT_GONE, DECISION, SUPPORT_REVIEW, TAKING, WAITING_REVIEW
from tests.referrals import scene
from tests.referrals.listing import URL, rows

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def run(clock, referral, due_on):
    return running.start(clock, referral, url="/", team=referral.hub.team, due_on=due_on)


def page(browser, query=""):
    return " ".join(browser.get(f"{URL}{query}").content.decode().split())


def test_a_clock_that_is_stopped_or_stands_still_is_not_due(signed_in, hub, worker, today):
    referral = scene.a_referral("started", hub=hub)
    run(SUPPORT_REVIEW, referral, today)
    running.stop(referral, SUPPORT_REVIEW)
    run(CONSENT_GONE, referral, today)
    running.pause(referral, CONSENT_GONE)
    text = page(signed_in(worker))
    assert str(referral.person) in text
    assert SUPPORT_REVIEW.title not in text
    assert "Consent was withdrawn" not in text


def test_of_several_the_soonest_is_shown_with_what_it_asks_for(signed_in, hub, worker, today):
    referral = scene.a_referral("submitted", hub=hub, decision_due_on=today + 9 * DAY)
    run(DECISION, referral, today + 9 * DAY)
    run(TAKING, referral, today)
    text = page(signed_in(worker))
    assert "Take the referral" in text
    assert "Decide on the referral" not in text


@pytest.mark.parametrize(("state", "clock"), [("waiting", WAITING_REVIEW), ("started", SUPPORT_REVIEW)])
def test_what_is_decided_already_still_says_what_is_due(signed_in, hub, worker, today, state, clock):
    run(clock, scene.a_referral(state, hub=hub), today - DAY)
    text = page(signed_in(worker))
    assert clock.title in text
    assert "overdue" in text


def test_while_a_question_is_open_the_referrer_reads_their_clock_and_the_hub_that_its_own_stands_still(
    signed_in, hub, worker, referrer, today
):
    asked = scene.a_referral("information_requested", hub=hub, referrer=referrer)
    running.start(ANSWER, asked, url="/", user=referrer, due_on=today)
    assert ANSWER.title in page(signed_in(referrer)).replace("&#x27;", "’")
    hubs = page(signed_in(worker))
    assert "Paused" in hubs
    assert ANSWER.title not in hubs


def test_sorting_by_what_is_due_follows_the_clock_that_is_shown(signed_in, hub, worker, today):
    late = scene.a_referral("started", hub=hub)
    soon = scene.a_referral("in_review", hub=hub, decision_due_on=today + 2 * DAY)
    never = scene.a_referral("accepted", hub=hub)
    run(SUPPORT_REVIEW, late, today + 5 * DAY)
    browser = signed_in(worker)
    assert rows(browser, "?sort=clock") == [soon, late, never]
    assert rows(browser, "?sort=-clock") == [late, soon, never]


def test_it_costs_the_list_no_query_more(signed_in, hub, worker, today):
    browser = signed_in(worker)

    def queries():
        page(browser)  # the first one also writes the session
        with CaptureQueriesContext(connection) as asked:
            page(browser)
        return len(asked)

    counts = []
    for more in (3, 20):
        for _ in range(more):
            run(DECISION, scene.a_referral("in_review", hub=hub), today)
        counts.append(queries())
    assert counts[0] == counts[1]
