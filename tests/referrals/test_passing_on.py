"""An enquiry that another hub should answer: passed on with a reason, due when it was, and the trail keeps it."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice, OutgoingMail
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import LostRace, NotReady, WrongState
from referrals.actions import enquiring as enquiries
from referrals.enquiries.clocks import ENQUIRY_KEPT
from referrals.models import Enquiry
from tests.factories.hubs import HubFactory
from tests.factories.referrals import EnquiryFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WHY = "She lives in Dover"


@pytest.fixture
def dover():
    return HubFactory(name="Dover")


@pytest.fixture
def other(dover):
    return scene.a_worker(dover, name="Petra Quick")


@pytest.fixture
def enquiry(hub):
    return EnquiryFactory(hub=hub, name="Ada Fenn")


@pytest.fixture
def page(enquiry):
    return reverse("enquiry_pass_on", args=[enquiry.uuid])


def detail(enquiry):
    return reverse("enquiry_detail", args=[enquiry.uuid])


# --- what is refused


def test_everything_missing_is_listed_at_once(enquiry, worker, hub):
    for to_hub in (None, hub):
        with pytest.raises(NotReady) as refusal:
            enquiries.pass_on(enquiry, by=worker, to_hub=to_hub, because="tbc")
        assert refusal.value.missing == ["another hub", "a reason"]
    assert Enquiry.objects.get().hub == hub


@pytest.mark.parametrize("state", ["matched", "refused", "expired"])
def test_one_that_is_closed_stays_where_it_is(signed_in, hub, worker, dover, state):
    closed = EnquiryFactory(state=state, hub=hub)
    with pytest.raises(WrongState):
        enquiries.pass_on(closed, by=worker, to_hub=dover, because=WHY)
    browser, page = signed_in(worker), reverse("enquiry_pass_on", args=[closed.uuid])
    assert browser.get(page).status_code == 409
    assert browser.post(page, {"to_hub": dover.pk, "because": WHY}).status_code == 409
    assert page not in browser.get(detail(closed)).content.decode()
    assert Enquiry.objects.get().hub == hub


def test_only_a_worker_of_the_hub_that_has_it_passes_it_on(signed_in, enquiry, page, other, dover):
    with pytest.raises(NotYou):
        enquiries.pass_on(enquiry, by=other, to_hub=dover, because=WHY)
    assert signed_in(other).post(page, {"to_hub": dover.pk, "because": WHY}).status_code == 404
    assert signed_in(scene.a_practitioner()).get(page).status_code == 403


def test_the_form_says_what_is_missing_and_offers_every_other_hub(signed_in, page, worker, dover):
    browser = signed_in(worker)
    text = browser.post(page, {}).content.decode()
    assert "Choose a hub." in text
    assert "Say why they should answer it." in text
    assert ">Dover<" in text
    assert ">Chatham<" not in text
    assert (
        "Say why they should" in browser.post(page, {"to_hub": dover.pk, "because": "n/a"}).content.decode()
    )


def test_of_two_who_pass_it_on_the_second_is_told(enquiry, worker, dover):
    late = Enquiry.objects.select_related("hub__team").get()
    enquiries.pass_on(enquiry, by=worker, to_hub=dover, because=WHY)
    with pytest.raises(LostRace):
        enquiries.pass_on(late, by=worker, to_hub=HubFactory(), because=WHY)
    assert Enquiry.objects.get().hub == dover


# --- what is done


def test_it_leaves_one_queue_and_stands_in_the_other_with_who_and_why(
    signed_in, enquiry, page, worker, other, dover
):
    browser = signed_in(worker)
    assert page in browser.get(detail(enquiry)).content.decode()
    answer = browser.post(page, {"to_hub": dover.pk, "because": WHY}, follow=True)
    assert f"Enquiry {enquiry.reference} is with Dover now." in answer.content.decode()
    assert "Ada Fenn" not in browser.get(reverse("enquiry_list")).content.decode()
    assert browser.get(detail(enquiry)).status_code == 404
    again = browser.post(page, {"to_hub": dover.pk, "because": WHY})
    assert again.url == reverse("enquiry_list")
    browser = signed_in(other)
    assert "Ada Fenn" in browser.get(reverse("enquiry_list")).content.decode()
    text = " ".join(browser.get(detail(enquiry)).content.decode().split())
    assert "From Chatham" in text
    assert f"by Marcus Oyelaran: {WHY}" in text


def test_the_trail_keeps_both_hubs_and_the_reason(enquiry, worker, hub, dover):
    enquiries.pass_on(enquiry, by=worker, to_hub=dover, because=WHY)
    event = events.of(enquiry).get(what="pass_on")
    assert (event.by, event.why) == (worker, WHY)
    assert event.facts == {"from_hub": hub.pk, "to_hub": dover.pk}


def test_its_days_go_on_and_fall_to_the_other_hub(enquiry, worker, hub, dover):
    begun = running.start(ENQUIRY_KEPT, enquiry, url="/", team=hub.team)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=20), tick=False):
        enquiries.pass_on(enquiry, by=worker, to_hub=dover, because=WHY)
    run = running.running(enquiry, ENQUIRY_KEPT)
    assert (run.team, run.due_on) == (dover.team, begun.due_on)


def test_the_other_hub_is_told_by_a_reference_and_can_open_it(signed_in, enquiry, worker, other, dover):
    enquiries.pass_on(enquiry, by=worker, to_hub=dover, because=WHY)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (other, "enquiry_passed_on")
    mail = OutgoingMail.objects.get()
    for said in (notice.text, mail.subject, mail.text):
        assert "Ada Fenn" not in said
        assert WHY not in said
    assert signed_in(other).get(notice.url).status_code == 200


def test_it_can_be_passed_on_again_and_back(enquiry, worker, other, hub, dover):
    enquiries.pass_on(enquiry, by=worker, to_hub=dover, because=WHY)
    enquiries.pass_on(enquiry, by=other, to_hub=hub, because="She moved back")
    assert Enquiry.objects.get().hub == hub
    assert events.of(enquiry).filter(what="pass_on").count() == 2
