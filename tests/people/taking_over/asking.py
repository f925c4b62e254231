"""Asking to take a person over."""

import datetime

from django.urls import reverse

from foundation.accounts.models import Notice
from people import actions
from people.models import TakeOverRequest

WHY = "Moved to Leeds and reports there now"
BORN = datetime.date(1990, 5, 14)
ASK = "/people/take-over/"


def ask(user, crn, born=BORN, why=WHY):
    return actions.ask_to_take_over(by=user, crn=crn, date_of_birth=born, why=why)


def typed(crn, born="14 May 1990", why=WHY):
    return {"crn": crn, "date_of_birth": born, "why": why}


def queue(user):
    return list(TakeOverRequest.objects.visible_to(user).awaiting_answer())


def told_of(asked):
    url = reverse("take_over_answer", args=[asked.uuid])
    return {notice.user for notice in Notice.objects.filter(url=url)}


def sees_clock(client, user, asked):
    client.force_login(user)
    page = client.get(reverse("due_list")).content.decode()
    return reverse("take_over_answer", args=[asked.uuid]) in page
