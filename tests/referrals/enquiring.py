"""Filling in the public form as a browser does, page by page."""

import datetime

import time_machine
from django.urls import reverse
from django.utils import timezone

SELF = {
    "who": {"kind_of_enquiry": "self"},
    "name": {"name": "Kofi Larkfield"},
    "contact": {"phone": "07700 900123", "email": "kofi@example.com", "safe_ways": ["call", "email"]},
    "birth": {"date_of_birth": "14 May 1990"},
    "place": {"area": "", "hub": ""},
    "help": {"needs": ["employment", "accommodation"], "about": "I want to drive a lorry"},
    "safely": {"contact_safely": "Only in the morning"},
}


def of_agency(source, **more):
    """What an agency answers; `source` is the kind of organisation."""
    organisation = {"agency_name": "Night shelter", "source": source.pk, "agency_worker": "Ada Fenn",
                    "agency_phone": "", "agency_email": "ada@shelter.example"}  # fmt: skip
    return SELF | {"who": {"kind_of_enquiry": "agency"}, "organisation": organisation} | more


def send_page(client, step, *, follow=False, **typed):
    return client.post(reverse("enquiry_step", args=[step]), typed, follow=follow)


def fill_in(client, answers):
    """Every page in order; the session then holds all answers."""
    for step, typed in answers.items():
        answer = send_page(client, step, **typed)
        assert answer.status_code == 302, (step, answer.content.decode())
        assert answer.url != reverse("enquiry_step", args=[step]), client.get(answer.url).content.decode()


def last_page(client):
    """What the last page would send, box ticked."""
    form = client.get(reverse("enquiry_check")).context["form"]
    return {"agreed": "on", "website": "", "begun": form["begun"].value(), "token": form["token"].value()}


def send(client, **typed):
    """Press Send, a while after the form was begun."""
    sent = last_page(client) | typed
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        return client.post(reverse("enquiry_send"), sent)


def ask(client, hub, answers=None, **typed):
    """The whole form to a hub; the page that answers."""
    answers = answers or SELF
    fill_in(client, answers | {"place": {"area": "", "hub": hub.pk}})
    return send(client, **typed)


def reference_shown(client):
    return client.get(reverse("enquiry_sent")).context["sent"].reference


def said(answer):
    """The words of a page, on one line."""
    return " ".join(answer.content.decode().split())
