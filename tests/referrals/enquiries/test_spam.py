"""Spam is answered like any other enquiry, and dropped."""

import re

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from referrals.enquiries import spam
from referrals.models import DroppedEnquiries, Enquiry
from tests.factories.hubs import HubFactory
from tests.factories.referrals import EnquiryFactory
from tests.referrals.enquiring import SELF, ask, fill_in, last_page, said

pytestmark = pytest.mark.django_db


def assert_dropped(why, **more):
    assert DroppedEnquiries.objects.get().why == why
    assert DroppedEnquiries.objects.get().count == more.get("count", 1)
    assert Enquiry.objects.count() == more.get("kept", 0)
    assert len(mail.outbox) == more.get("mails", 0)


def test_what_falls_into_the_trap_is_dropped(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, HubFactory(), website="https://buy.example")
    assert answer.url == reverse("enquiry_sent")
    assert_dropped("trap")


def test_what_is_filled_in_faster_than_anybody_reads_is_dropped(client):
    fill_in(client, SELF | {"place": {"hub": HubFactory().pk}})
    client.post(reverse("enquiry_send"), last_page(client))
    assert_dropped("haste")


@pytest.mark.parametrize("begun", ["", "forged", "another"])
def test_a_beginning_that_we_did_not_seal_for_this_form_is_dropped(client, begun):
    sealed = signing.TimestampSigner(salt="enquiry").sign("another form") if begun == "another" else begun
    ask(client, HubFactory(), begun=sealed)
    if begun == "another":  # sealed by us a moment ago, for somebody else
        assert DroppedEnquiries.objects.get().why in ("forged", "haste")
    else:
        assert_dropped("forged")
    assert not Enquiry.objects.exists()


def test_a_message_full_of_links_is_dropped_and_one_link_is_not(client):
    hub, one = HubFactory(), {"needs": ["health"], "about": "see https://my.example"}
    ask(client, hub, SELF | {"help": one})
    ask(Client(), hub, SELF | {"help": one | {"about": "https://a.example www.b.example"}})
    assert_dropped("links", kept=1)


def test_the_same_words_again_are_dropped_while_the_first_wait(client):
    hub = HubFactory()
    ask(client, hub)
    ask(Client(), hub, SELF | {"name": {"name": "KOFI  larkfield"}})
    ask(Client(), hub)
    assert_dropped("again", count=2, kept=1)


def test_the_same_words_after_an_answer_are_a_new_enquiry(client):
    hub = HubFactory()
    ask(client, hub)
    first = Enquiry.objects.get()
    answered = EnquiryFactory(state="expired", hub=hub)
    Enquiry.objects.filter(pk=answered.pk).update(fingerprint=first.fingerprint)
    first.delete()
    ask(Client(), hub)
    assert Enquiry.objects.received().count() == 1


def test_spam_and_a_message_that_is_kept_get_the_same_page():
    hub, pages = HubFactory(), []
    for typed in ({}, {"website": "x"}):
        client = Client()
        answer = ask(client, hub, SELF | {"safely": {"contact_safely": str(typed)}}, **typed)
        page = said(client.get(answer.url))
        pages.append((answer.status_code, answer.url, re.sub(r"E-\w{4}-\w{4}", "E", page)))
        assert re.search(r"E-\w{4}-\w{4}", page)
    assert pages[0] == pages[1]


def test_the_fingerprint_is_the_same_for_the_same_words_only():
    assert spam.fingerprint({"name": "A  b"}) == spam.fingerprint({"name": "a B"})
    assert spam.fingerprint({"name": "A b"}) != spam.fingerprint({"name": "A c"})
