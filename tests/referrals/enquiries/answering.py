"""Answering an enquiry over HTTP."""

from django.urls import reverse

from tests.factories.people import AreaFactory

NEW = {"given_names": "Kofi", "family_name": "Larkfield", "date_of_birth": "14 May 1990", "sex": "male"}


def at(name, *things):
    return reverse(name, args=[thing.uuid for thing in things])


def new_person(**more):
    return NEW | {"area": AreaFactory().pk} | more
