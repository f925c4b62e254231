"""What the pages of an amendment say: the parts that can be changed, and what was changed already."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User

from . import pages, scope, sections
from .forms import AMENDING_FORMS
from .models import Referral


def parts(referral: Referral, user: User) -> dict[str, Any]:
    """Every part that can be changed, with what it says now."""
    page, needs = pages.about(referral, user), scope.needs_of(referral)
    rows = [
        {
            "key": each.title,
            "value": each.says(referral, page["known"], needs) or "Nothing said",
            "url": _url_of(referral, each.slug),
        }
        for each in sections.SECTIONS
        if each.slug in AMENDING_FORMS
    ]
    return page | {"rows": rows, "amendments": scope.amendments_of(referral)}


def part(found: sections.Section, referral: Referral, user: User) -> dict[str, Any]:
    """One part, and what was changed in the referral already."""
    return pages.about(referral, user) | {"section": found, "amendments": scope.amendments_of(referral)}


def _url_of(referral: Referral, slug: str) -> str:
    return reverse("referral_amend_part", args=[referral.uuid, slug])
