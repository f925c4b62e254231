"""The public form: what it refuses, what it keeps to itself, and what it sends."""

import datetime
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import outbox
from foundation.accounts.models import Notice, OutgoingMail
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event, RunningClock
from people.models import Person
from referrals.enquiries import spam
from referrals.models import DroppedEnquiries, Enquiry
from referrals.views.enquiring import SENDING
from tests.factories.hubs import HubFactory, ServedAreaFactory
from tests.factories.people import AreaFactory, ContractAreaFactory, PersonFactory
from tests.factories.referrals import EnquiryFactory, ReferralSourceFactory
from tests.referrals import scene
from tests.referrals.enquiring import (
    SELF,
    ask,
    fill_in,
    last_page,
    of_agency,
    reference_shown,
    send,
    send_page,
)

pytestmark = pytest.mark.django_db
TOMORROW = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


@pytest.fixture
def charity():
    return ReferralSourceFactory(name="Community or voluntary organisation", kind="voluntary")


def said(answer):
    return " ".join(answer.content.decode().split())


# --- what it refuses ----------------------------------------------------------------------------------------------


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


# --- spam: answered like any other, and dropped -------------------------------------------------------------------


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


# --- what it keeps to itself --------------------------------------------------------------------------------------


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


# --- what it sends ------------------------------------------------------------------------------------------------


def test_everything_that_was_written_reaches_the_hub_chosen(client):
    hub = HubFactory(name="Chatham")
    assert ask(client, hub).url == reverse("enquiry_sent")
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.kind, enquiry.hub, enquiry.reference) == (
        "received", "self", hub, reference_shown(client),
    )  # fmt: skip
    assert (enquiry.name, str(enquiry.date_of_birth), enquiry.phone) == (
        "Kofi Larkfield",
        "1990-05-14",
        "07700 900123",
    )
    assert (enquiry.safe_ways, enquiry.needs) == (["call", "email"], ["employment", "accommodation"])
    assert (enquiry.about, enquiry.contact_safely) == ("I want to drive a lorry", "Only in the morning")
    assert enquiry.agreed_to.startswith("I agree that the hub reads this")
    assert Event.objects.get(subject_type="referrals.enquiry").what == "received"


def test_an_agency_says_who_it_is(client, charity):
    ask(client, HubFactory(), of_agency(charity, contact={}))
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.agency_name, enquiry.agency_worker) == (
        "agency",
        "Night shelter",
        "Ada Fenn",
    )
    assert (enquiry.source, enquiry.phone, enquiry.safe_ways) == (charity, "", [])


def test_without_a_hub_chosen_it_goes_where_the_area_is_served(client):
    area, hub = AreaFactory(name="Swale"), HubFactory(name="Chatham")
    HubFactory(name="Aldershot")
    ServedAreaFactory(area=area, hub=hub)
    fill_in(client, SELF | {"place": {"area": area.pk, "hub": ""}})
    send(client)
    assert Enquiry.objects.get().hub == hub
    assert Enquiry.objects.get().area == area


def test_an_area_that_no_hub_serves_falls_to_a_hub_of_its_contract_area(client):
    east, west = ContractAreaFactory(name="East"), ContractAreaFactory(name="West")
    HubFactory(name="Aldershot", contract_area=west)
    hub = HubFactory(name="Norwich", contract_area=east)
    fill_in(client, SELF | {"place": {"area": AreaFactory(name="Ely", contract_area=east).pk, "hub": ""}})
    send(client)
    assert Enquiry.objects.get().hub == hub


def test_the_second_of_two_clicks_shows_the_same_reference(client):
    fill_in(client, SELF | {"place": {"hub": HubFactory().pk}})
    page = last_page(client)
    first = send(client, **page)
    reference = reference_shown(client)
    second = client.post(reverse("enquiry_send"), page)
    assert (first.url, second.url) == (reverse("enquiry_sent"),) * 2
    assert reference_shown(client) == reference
    assert Enquiry.objects.count() == 1


def test_an_answer_can_be_changed_from_the_last_page_and_leads_back_there(client):
    hub = HubFactory()
    fill_in(client, SELF | {"place": {"hub": hub.pk}})
    answer = client.post(reverse("enquiry_step", args=["name"]) + "?change=1", {"name": "Kofi Marlpit"})
    assert answer.url == reverse("enquiry_check")
    assert "Kofi Marlpit" in said(client.get(answer.url))


def test_going_back_shows_what_was_typed(client):
    fill_in(client, {"who": SELF["who"], "name": {"name": "Renée O’Marlhurst-Doyle"}})
    assert "Renée O’Marlhurst-Doyle" in said(client.get(reverse("enquiry_step", args=["name"])))


def test_markup_is_shown_as_it_was_written(client):
    canary = "<script>alert(1)</script>"
    fill_in(
        client, SELF | {"place": {"hub": HubFactory().pk}, "help": {"needs": ["health"], "about": canary}}
    )
    page = said(client.get(reverse("enquiry_check")))
    assert canary not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_hubs_team_is_told_by_reference_and_a_clock_runs_for_28_days(client):
    hub = HubFactory(name="Chatham")
    worker, elsewhere = scene.a_worker(hub), scene.a_worker(HubFactory())
    ask(client, hub)
    enquiry = Enquiry.objects.get()
    assert Notice.objects.get(user=worker).text == f"New enquiry to Chatham: {enquiry.reference}"
    assert not Notice.objects.filter(user=elsewhere).exists()
    run = RunningClock.objects.get(clock="enquiry_kept")
    assert (run.team, run.reference, (run.due_on - run.started_on).days) == (hub.team, enquiry.reference, 28)


def test_who_signs_in_finds_the_form(client):
    assert reverse("enquiry_start") in said(client.get(reverse("account_login")))


def test_the_paper_form_names_every_kind_of_help(client):
    page = said(client.get(reverse("enquiry_paper")))
    assert "Drugs or alcohol" in page
    assert "Leave a message on the number" in page


def test_the_fingerprint_is_the_same_for_the_same_words_only():
    assert spam.fingerprint({"name": "A  b"}) == spam.fingerprint({"name": "a B"})
    assert spam.fingerprint({"name": "A b"}) != spam.fingerprint({"name": "A c"})
