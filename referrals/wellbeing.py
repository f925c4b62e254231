"""The four questions on wellbeing on the pages of a referral: asked at its induction and at each review."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from hubs.access import works_at
from hubs.models import Wellbeing
from hubs.models.wellbeing import QUESTIONS
from hubs.wellbeing.course import course
from hubs.wellbeing.forms import AsksWellbeing
from hubs.wellbeing.questions import in_short

from .models import Referral


def said_of(form: Any) -> str:
    """What is said when a form that asks the questions is saved; "" for one that does not."""
    if not isinstance(form, AsksWellbeing):
        return ""
    answered = sum(answer is not None for answer in form.wellbeing.values())
    if not answered:
        return "No question on wellbeing was answered; that is kept too."
    return f"{answered} of the {len(QUESTIONS)} questions on wellbeing answered."


def of_referral(referral: Referral, user: User) -> dict[str, Any]:
    """`wellbeing`: a line for each time the person was asked, at whichever hub, the latest first; `wellbeing_course`:
    the same drawn. One query.
    """
    asked = list(Wellbeing.objects.filter(person=referral.person_id).select_related("hub"))
    return {"wellbeing": _lines(asked, user), "wellbeing_course": course(asked)}


def _lines(asked: Sequence[Wellbeing], user: User) -> list[dict[str, Any]]:
    return [
        {
            "asked_on": each.asked_on,
            "occasion": each.get_occasion_display(),
            "hub": each.hub,
            "answers": in_short(each),
            "url": _correct_url(each, user),
        }
        for each in asked
    ]


def _correct_url(each: Wellbeing, user: User) -> str:
    may = user.may(Permission.RECORD_INDUCTION) and works_at(user, each.hub)
    return reverse("wellbeing_correct", args=[each.uuid]) if may else ""
