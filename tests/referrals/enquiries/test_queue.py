"""The queue of enquiries, and their expiry."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.models import Event
from referrals.models import Enquiry
from tests.factories.hubs import HubFactory
from tests.factories.referrals import DroppedEnquiriesFactory, EnquiryFactory
from tests.referrals import scene
from tests.referrals.enquiries.answering import at
from tests.referrals.enquiring import said

pytestmark = pytest.mark.django_db


def expire_on(day, capsys):
    with time_machine.travel(
        datetime.datetime.combine(day, datetime.time(3), tzinfo=datetime.UTC), tick=False
    ):
        call_command("expire_enquiries")
    return capsys.readouterr().out.strip()


def test_an_enquiry_expires_after_its_28th_day_and_only_once(enquiry, capsys):
    received = timezone.localdate(enquiry.received_at)
    assert expire_on(received + datetime.timedelta(days=28), capsys) == "0 enquiries expired."
    assert expire_on(received + datetime.timedelta(days=29), capsys) == "1 enquiry expired."
    assert expire_on(received + datetime.timedelta(days=30), capsys) == "0 enquiries expired."
    enquiry.refresh_from_db()
    assert (enquiry.state, Event.objects.filter(what="expire", by=None).count()) == ("expired", 1)


def test_an_answered_enquiry_never_expires(hub, capsys):
    EnquiryFactory(state="refused", hub=hub)
    assert expire_on(timezone.localdate() + datetime.timedelta(days=90), capsys) == "0 enquiries expired."


def test_an_empty_queue_says_where_enquiries_come_from(signed_in, worker):
    page = said(signed_in(worker).get(reverse("enquiry_list")))
    assert "No enquiry waits for an answer. New ones come from the public form." in page


def test_the_queue_shows_the_oldest_first_and_counts_every_state(signed_in, hub, worker):
    young, old = EnquiryFactory(hub=hub, name="Young One"), EnquiryFactory(hub=hub, name="Old One")
    Enquiry.objects.filter(pk=old.pk).update(received_at=timezone.now() - datetime.timedelta(days=27))
    EnquiryFactory(state="refused", hub=hub, name="Refused One")
    EnquiryFactory(name="Of another hub")
    answer = signed_in(worker).get(reverse("enquiry_list"))
    assert [tab["count"] for tab in answer.context["tabs"]] == [2, 0, 1, 0]
    page = said(answer)
    assert page.index("Old One") < page.index("Young One")
    assert not {"Refused One", "Of another hub"} & set(page.split("<"))
    assert young.reference in page


def test_what_was_dropped_as_spam_is_counted_on_the_list(signed_in, worker):
    DroppedEnquiriesFactory(count=3)
    assert "3 messages to all hubs looked like spam" in said(signed_in(worker).get(reverse("enquiry_list")))


def test_the_list_and_home_ask_the_same_number_of_queries_for_three_and_thirty(
    signed_in, hub, worker, django_assert_max_num_queries
):
    browser = signed_in(worker)
    for state, path in (("received", "/"), ("received", "list"), ("matched", "list")):
        path = reverse("enquiry_list") + f"?tab={state}" if path == "list" else path
        EnquiryFactory.create_batch(3, hub=hub, state=state)
        browser.get(path)
        with django_assert_max_num_queries(60) as few:
            browser.get(path)
        EnquiryFactory.create_batch(22, hub=hub, state=state)
        with django_assert_max_num_queries(len(few)):
            browser.get(path)


def test_the_home_page_of_the_hub_names_those_waiting(signed_in, enquiry, worker):
    assert enquiry.reference in said(signed_in(worker).get("/"))
    assert "Enquiries waiting" not in said(signed_in(scene.a_worker(HubFactory())).get("/"))


def test_what_was_written_is_shown_as_text(signed_in, hub, worker):
    canary = "<img src=x onerror=alert(1)>"
    enquiry = EnquiryFactory(hub=hub, name=canary, about=canary, contact_safely=canary)
    for path in (reverse("enquiry_list"), at("enquiry_detail", enquiry), at("enquiry_person", enquiry), "/"):
        assert canary not in said(signed_in(worker).get(path))
