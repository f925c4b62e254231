"""The induction: a page of referrals, a record of the hub, and the start of the referral."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.transitions import NotReady, Refused, WrongState, perform
from hubs.models import Induction
from people.models import Release
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.hubs import HubFactory, InductionFactory
from tests.factories.people import ReleaseFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def accepted(hub, worker):
    return scene.a_referral(
        "accepted", hub=hub, key_worker=worker, decided_by=worker, decided_at=timezone.now() - 3 * DAY
    )


def record(referral, by, day, **facts):
    return referrals.record_induction(referral, by=by, inducted_on=day, covered=["hub"], **facts)


def test_an_induction_to_come_is_refused(accepted, worker, today):
    with pytest.raises(Refused):
        record(accepted, worker, today + DAY)
    assert not Induction.objects.exists()


def test_the_page_warns_of_a_release_still_to_come(signed_in, accepted, worker, today):
    page = reverse("induction_record", args=[accepted.uuid])
    words = "is still to come"
    assert words not in signed_in(worker).get(page).content.decode()
    release = ReleaseFactory(person=accepted.person, expected_on=today + 20 * DAY, released_on=None)
    assert words in signed_in(worker).get(page).content.decode()
    Release.objects.filter(pk=release.pk).update(released_on=today)
    assert words not in signed_in(worker).get(page).content.decode()


def test_an_induction_before_the_decision_or_before_consent_is_refused(accepted, worker, today):
    with pytest.raises(NotReady, match="accepted"):
        record(accepted, worker, today - 4 * DAY)
    accepted.person.consents.update(given_on=today - DAY)
    with pytest.raises(NotReady, match="consent was given"):
        record(accepted, worker, today - 2 * DAY)
    accepted.person.consents.update(withdrawn_on=today)
    with pytest.raises(NotReady, match="live consent"):
        record(accepted, worker, today)
    assert Referral.objects.get().state == "accepted"


def test_the_referral_cannot_be_started_by_hand(accepted, worker, today):
    InductionFactory(person=accepted.person, hub=HubFactory(), inducted_on=today)
    with pytest.raises(NotReady, match="an induction at Chatham"):
        perform(accepted, "start", by=worker, started_on=today)


@pytest.mark.parametrize("state", ["submitted", "in_review", "declined", "completed"])
def test_nobody_is_inducted_before_acceptance_or_after_the_end(hub, worker, today, state):
    referral = scene.a_referral(state, hub=hub)
    with pytest.raises(WrongState):
        record(referral, worker, today)
    assert not Induction.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"inducted_on": ""}, "Enter the day of the induction."),
        ({"inducted_on": "31 February 2026"}, "has no day 31"),
        ({"inducted_on": "1 January 2099"}, "cannot be in the future"),
        ({"inducted_on": "1 January 2020"}, "on or after"),
        ({"covered": []}, "Tick what was covered."),
        ({"covered": ["everything"]}, "Select a valid choice"),
    ],
)
def test_a_form_that_is_not_right_is_shown_again_with_what_was_typed(
    signed_in, accepted, worker, today, sent, says
):
    sent = {"inducted_on": today.isoformat(), "covered": ["hub"], "note": "Came with his sister"} | sent
    answer = signed_in(worker).post(reverse("induction_record", args=[accepted.uuid]), sent)
    page = answer.content.decode()
    assert (answer.status_code, says in page, "Came with his sister" in page) == (200, True, True)
    assert not Induction.objects.exists()


def test_the_first_induction_starts_the_referral_on_its_day(signed_in, accepted, worker, hub, today):
    sent = {"inducted_on": (today - DAY).strftime("%d/%m/%Y"), "covered": ["hub", "safety"], "note": "Calm"}
    answer = signed_in(worker).post(reverse("induction_record", args=[accepted.uuid]), sent)
    assert answer.url == reverse("referral_detail", args=[accepted.uuid])
    started, induction = Referral.objects.get(), Induction.objects.get()
    assert (started.state, started.started_on) == ("started", today - DAY)
    assert (induction.hub, induction.covered, induction.inducted_by) == (hub, ["hub", "safety"], worker)
    (event,) = events.of(started)
    assert (event.what, event.effective_on, event.facts) == (
        "start",
        today - DAY,
        {"induction": induction.pk},
    )


def test_a_second_induction_is_kept_and_does_not_restart(accepted, worker, today):
    record(accepted, worker, today - 2 * DAY)
    record(Referral.objects.get(), worker, today)
    assert Induction.objects.count() == 2
    assert Referral.objects.get().started_on == today - 2 * DAY
    assert events.of(accepted).filter(what="start").count() == 1


def test_the_same_induction_twice_is_one(accepted, worker, today):
    record(accepted, worker, today)
    record(Referral.objects.get(), worker, today)
    assert Induction.objects.count() == 1
