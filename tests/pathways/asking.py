"""Addresses and answers of the pages."""

from django.urls import reverse


def url(name, thing):
    return reverse(name, args=[thing.uuid])


def page(response) -> str:
    return " ".join(response.content.decode().split())
