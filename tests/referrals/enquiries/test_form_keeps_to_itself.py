"""What the public form keeps to itself: who is known, what was written, and how many there are."""

import datetime
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import outbox
from foundation.accounts.models import OutgoingMail
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from people.models import Person
from referrals.models import Enquiry
from tests.factories.hubs import HubFactory
from tests.factories.people import PersonFactory
from tests.referrals.enquiring import (
    SELF,
    ask,
    fill_in,
    of_agency,
    reference_shown,
    said,
    send,
    send_page,
)

pytestmark = pytest.mark.django_db


def test_nobody_is_looked_up_and_the_answer_is_the_same_whoever_is_known():
    hub, seen = HubFactory(), []
    for known in (False, True):
        if known:
            PersonFactory(given_names="Kofi", family_name="Larkfield")
        client = Client()
        answers = SELF | {"safely": {"contact_safely": f"number {known}"}}
        fill_in(client, answers | {"place": {"hub": hub.pk}})
        check = said(client.get(reverse("enquiry_check")))
        client_sent = send(client)
        page = said(client.get(client_sent.url))
        tokens = r"E-\w{4}-\w{4}|value=\"[^\"]*\"|number (True|False)"
        seen.append((re.sub(tokens, "", check), re.sub(tokens, "", page)))
    assert seen[0] == seen[1]
    assert Person.objects.count() == 1


def test_no_address_says_what_was_written_and_no_page_is_stored(client):
    fill_in(client, SELF | {"place": {"hub": HubFactory().pk}})
    answers = [
        client.get(reverse("enquiry_check")),
        client.get(reverse("enquiry_step", args=["name"])),
        send(client),
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "larkfield" not in answer.request["PATH_INFO"].lower() + answer.request["QUERY_STRING"].lower()


def test_after_sending_the_session_and_the_page_keep_the_reference_only(client):
    ask(client, HubFactory(name="Chatham"))
    stored = Session.objects.get(session_key=client.session.session_key).get_decoded()
    assert set(stored) == {"enquiry_sent"}
    page = said(client.get(reverse("enquiry_sent")))
    assert reference_shown(client) in page
    assert not re.search("Kofi|Larkfield|07700|lorry", page)


def test_what_is_sent_along_for_no_field_is_not_kept(client):
    send_page(client, "who", kind_of_enquiry="self", more="x" * 5000)
    assert "x" * 50 not in str(dict(client.session))


@pytest.fixture
def ask_and_commit(client, django_capture_on_commit_callbacks):
    """Sends the form, and after the commit the mail: minutes from now, since the form took some to fill in."""

    def sent(*asked):
        with django_capture_on_commit_callbacks() as callbacks:
            ask(client, *asked)
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=5)):
            for callback in callbacks:
                callback()

    return sent


def test_the_mail_carries_the_reference_and_nothing_else(ask_and_commit):
    ask_and_commit(HubFactory(name="Chatham"))
    (message,) = mail.outbox
    reference = Enquiry.objects.get().reference
    assert message.to == ["kofi@example.com"]
    assert reference in message.subject
    assert not re.search("Kofi|Larkfield|Chatham|hub|prison|probation|lorry", message.subject + message.body)


def test_a_mail_that_the_relay_refuses_is_tried_again_and_the_writer_has_their_reference(
    client, settings, ask_and_commit
):
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    ask_and_commit(HubFactory())
    waiting = OutgoingMail.objects.get(user=None)
    assert (waiting.state, waiting.tries, waiting.kind) == ("queued", 1, "enquiry_received")
    assert waiting.last_error == "ConnectionRefusedError"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingMail.objects.update(next_try_at=timezone.now())
    outbox.send_waiting()
    (message,) = mail.outbox
    assert (message.to, reference_shown(client) in message.subject) == (["kofi@example.com"], True)
    assert OutgoingMail.objects.get(user=None).address == ""


def test_no_mail_goes_where_mail_is_not_safe(ask_and_commit):
    contact = {"phone": "07700 900123", "email": "kofi@example.com", "safe_ways": ["call"]}
    ask_and_commit(HubFactory(), SELF | {"contact": contact})
    assert Enquiry.objects.get().email == "kofi@example.com"
    assert not mail.outbox


def test_an_agency_is_mailed_at_work_and_never_the_person(charity, ask_and_commit):
    ask_and_commit(HubFactory(), of_agency(charity))
    assert [message.to for message in mail.outbox] == [["ada@shelter.example"]]


def test_a_reference_tells_neither_how_many_there_are_nor_which_is_next(client):
    hub = HubFactory()
    for number in range(4):
        ask(Client(), hub, SELF | {"safely": {"contact_safely": str(number)}})
    references = list(Enquiry.objects.oldest_first().values_list("reference", flat=True))
    assert len(set(references)) == 4
    assert all(re.fullmatch("E-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", each) for each in references)


def test_reading_the_form_writes_nothing(client):
    for name in ("enquiry_start", "enquiry_paper", "enquiry_check", "enquiry_sent"):
        client.get(reverse(name))
    client.get(reverse("enquiry_step", args=["who"]))
    for kept in (Session, Event, AuditEvent):
        assert not kept.objects.exists()
