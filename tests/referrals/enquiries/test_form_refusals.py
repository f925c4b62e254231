"""What the public form refuses, and how it says so."""

import datetime

import pytest
from django.urls import reverse

from referrals.models import Enquiry
from referrals.views.enquiring import SENDING
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory
from tests.referrals.enquiring import SELF, ask, fill_in, said, send_page

pytestmark = pytest.mark.django_db
TOMORROW = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("step", "typed", "message"),
    [
        ("who", {}, "Say who needs help."),
        ("name", {"name": ""}, "Write the name."),
        ("name", {"name": "12345"}, "Write the name in letters."),
        ("name", {"name": "Kofi\x00Larkfield"}, "something in it cannot be shown"),
        ("name", {"name": "Kofi\u202eLarkfield"}, "something in it cannot be shown"),
        ("name", {"name": "K" * 151}, "must be 150 characters or fewer"),
        ("contact", {"phone": "", "email": ""}, "Give a phone number or an e-mail address"),
        ("contact", {"phone": "ring my mum", "safe_ways": "call"}, "Write the phone number in figures"),
        ("contact", {"phone": "0770", "safe_ways": "call"}, "The phone number is too short"),
        ("contact", {"phone": "07700 900123"}, "Tick each way that is safe"),
        ("contact", {"email": "a@b.example", "safe_ways": "text"}, "Write the phone number that we may use."),
        (
            "contact",
            {"phone": "07700 900123", "safe_ways": "email"},
            "Write the e-mail address that we may use.",
        ),
        ("contact", {"email": "not an address", "safe_ways": "email"}, "like name@example.com"),
        ("contact", {"email": "a@b.example\nBcc: c@d.example", "safe_ways": "email"}, "There is a problem"),
        ("birth", {"date_of_birth": TOMORROW}, "The date of birth must be in the past."),
        ("birth", {"date_of_birth": "31 February 1990"}, "There is a problem"),
        ("place", {}, "Choose an area or a hub."),
        ("place", {"hub": "999999"}, "There is a problem"),
        ("help", {}, "Tick at least one kind of help."),
        ("help", {"needs": "revenge"}, "There is a problem"),
        ("help", {"needs": "health", "about": "x" * 10_000}, "must be 2,000 characters or fewer"),
        ("safely", {"contact_safely": "\x07"}, "something in it cannot be shown"),
    ],
)
def test_a_page_says_what_it_needs_and_keeps_what_was_typed(client, step, typed, message):
    fill_in(client, {"who": SELF["who"]})
    answer = send_page(client, step, follow=True, **typed)
    assert answer.status_code == 200
    assert message in said(answer)
    assert "Error: " in said(answer)
    assert client.get(reverse("enquiry_check")).status_code == 302
    assert len(str(dict(client.session))) < 8000


def test_an_agency_that_gives_no_way_to_answer_is_asked_for_one(client, charity):
    fill_in(client, {"who": {"kind_of_enquiry": "agency"}})
    answer = send_page(
        client, "organisation", agency_name="Shelter", agency_worker="Ada", source=charity.pk, follow=True
    )
    assert "Give a phone number or an e-mail address" in said(answer)


def test_an_area_far_from_every_hub_needs_a_hub_chosen(client):
    far = AreaFactory(name="Isles of Scilly", contract_area=None)
    fill_in(client, {"who": SELF["who"]})
    assert "Choose a hub: we do not know which is nearest." in said(
        send_page(client, "place", area=far.pk, follow=True)
    )


def test_nothing_is_sent_without_agreeing(client):
    answer = ask(client, HubFactory(), agreed="")
    assert "Tick the box if you agree" in said(client.get(answer.url))
    assert not Enquiry.objects.exists()


def test_a_wrong_answer_after_a_right_one_is_asked_again_before_sending(client):
    fill_in(client, SELF | {"place": {"hub": HubFactory().pk}})
    send_page(client, "name", name="12345")
    assert client.get(reverse("enquiry_check")).url == reverse("enquiry_step", args=["name"])
    assert "Write the name in letters." in said(client.get(reverse("enquiry_step", args=["name"])))


def test_a_page_left_out_comes_before_anything_is_sent(client):
    hub = HubFactory()
    fill_in(client, SELF | {"place": {"hub": hub.pk}})
    send_page(client, "who", kind_of_enquiry="agency")  # now an organisation is asked for
    answer = client.post(reverse("enquiry_send"), {"agreed": "on"})
    assert answer.url == reverse("enquiry_step", args=["organisation"])
    assert client.get(reverse("enquiry_check")).url == answer.url
    assert not Enquiry.objects.exists()


def test_the_page_of_an_agency_is_not_there_for_others(client):
    fill_in(client, {"who": SELF["who"]})
    assert client.get(reverse("enquiry_step", args=["organisation"])).status_code == 404


@pytest.mark.parametrize("name", ["enquiry_check", "enquiry_sent"])
def test_a_session_that_has_ended_is_said_kindly(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "We are sorry: your answers are no longer here." in said(answer)
    assert "Searches and views of people" not in said(answer)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("enquiry_check", "Nothing was sent to a hub."),
        ("enquiry_sent", "If you were shown a reference, your message was sent"),
    ],
)
def test_only_who_cannot_have_sent_it_is_told_that_nothing_was_sent(client, name, words):
    assert words in said(client.get(reverse(name)))


def test_what_was_typed_after_the_session_ended_is_shown_to_be_copied(client):
    answer = send_page(client, "help", about="I want to drive a lorry")
    assert "Please start again" in said(answer)
    assert "I want to drive a lorry" in said(answer)
    assert "Please start again" in said(client.post(reverse("enquiry_send"), {"agreed": "on"}))
    assert not Enquiry.objects.exists()


def test_more_than_so_many_an_hour_from_one_address_are_refused(client):
    hub = HubFactory()
    for number in range(SENDING.times):
        assert (
            ask(client, hub, SELF | {"name": {"name": f"Kofi Larkfield {'x' * number}"}}).status_code == 302
        )
    refused = ask(client, hub, SELF | {"name": {"name": "One More"}})
    assert refused.status_code == 429
    assert "Retry-After" in refused
    assert "One More" in said(client.get(reverse("enquiry_check")))
    assert Enquiry.objects.count() == SENDING.times
