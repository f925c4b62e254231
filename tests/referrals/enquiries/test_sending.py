"""What the public form sends, to whom, and how it is filled in."""

import pytest
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.lifecycle.models import Event, RunningClock
from referrals.models import Enquiry
from tests.factories.hubs import HubFactory, ServedAreaFactory
from tests.factories.people import AreaFactory, ContractAreaFactory
from tests.referrals import scene
from tests.referrals.enquiring import (
    SELF,
    ask,
    fill_in,
    last_page,
    of_agency,
    reference_shown,
    said,
    send,
)

pytestmark = pytest.mark.django_db


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
