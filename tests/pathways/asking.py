"""Addresses and answers of the pages."""

from django.urls import reverse


def url(name, thing):
    return reverse(name, args=[thing.uuid])


def page(response) -> str:
    return " ".join(response.content.decode().split())


def deciding(claim, decision: str, **typed) -> dict:
    """What a verifier sends who has the claim before them as it stands."""
    return {"decision": decision, "seen_as": claim.seen_as, **typed}
