"""What the pages of TOP forms read: always in the user's scope."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.roles import Permission

from ..models import OutcomesProfile, Pathway
from ..querysets import ProfileQuerySet
from .evidence import has_forms, pathway_kinds
from .items import ITEMS, OTHER_NAMED, Item, Section

NEWEST = 3  # on the page of the pathway; the page of all forms has the rest


def pathway_with_forms(user: Any, uuid: UUID) -> Pathway:
    """The pathway on which forms are filled in, if the user may see the person; else 404."""
    pathway = get_object_or_404(Pathway.objects.visible_to(user).select_related("person"), uuid=uuid)
    if not has_forms(pathway.declaration):
        raise Http404("No TOP forms are filled in on this pathway.")
    return pathway


def profile_for(user: Any, uuid: UUID) -> OutcomesProfile:
    """The form, if the user may see the person and read forms; else 404."""
    forms = OutcomesProfile.objects.visible_to(user).with_those_named().select_related("person")
    return get_object_or_404(forms, uuid=uuid)


def profile_ever_for(user: Any, uuid: UUID) -> OutcomesProfile:
    """As `profile_for`, also one that was taken out since: asked to take it out again, nobody is told it never was."""
    ever = ProfileQuerySet(OutcomesProfile).filter(version_of=None).visible_to(user)
    return get_object_or_404(ever.with_those_named().select_related("person"), uuid=uuid)


def pathway_of(user: Any, profile: OutcomesProfile) -> Pathway | None:
    """The person's pathway on which forms are filled in; a service may have recorded one without it."""
    pathways = Pathway.objects.visible_to(user).filter(person=profile.person, kind__in=pathway_kinds())
    return pathways.select_related("person").first()


def profiles_of(user: Any, person: Any) -> list[OutcomesProfile]:
    """Every form of the person, first filled in first."""
    return list(OutcomesProfile.objects.visible_to(user).filter(person=person).with_those_named())


def newest_on(user: Any, pathway: Pathway) -> list[OutcomesProfile] | None:
    """The newest forms for the pathway's own page; None on a pathway without forms, and for who may not read them."""
    if not has_forms(pathway.declaration) or not user.may(Permission.VIEW_TOP):
        return None
    forms = OutcomesProfile.objects.visible_to(user).filter(person=pathway.person_id)
    return list(forms.order_by("-taken_on", "-pk")[:NEWEST])


def former_versions(profile: OutcomesProfile) -> list[OutcomesProfile]:
    """The versions that corrections laid aside, the latest first, each with what `differs` from the next one."""
    versions = list(OutcomesProfile.versions.filter(version_of=profile).order_by("-superseded_at", "-pk"))
    for newer, former in zip([profile, *versions], versions, strict=False):
        former.differs = [  # type: ignore[attr-defined]
            f"{item.label}: {item.say(getattr(former, item.slug))}"
            for item in ITEMS
            if _is_changed(item, former, newer)
        ]
    return versions


def answers_in_words(profile: OutcomesProfile) -> list[tuple[str, list[dict[str, Any]]]]:
    """The answers under their headings: label, the four weeks where asked, the answer, the amount of a day."""
    return [
        (section.value, [_in_words(item, profile) for item in ITEMS if item.section == section])
        for section in Section
    ]


def _in_words(item: Item, profile: OutcomesProfile) -> dict[str, Any]:
    answer = getattr(profile, item.slug)
    weeks = [getattr(profile, week) for week in item.weeks]
    average = getattr(profile, item.average) if item.average else None
    named = getattr(profile, OTHER_NAMED) if item.slug == "other" else ""
    return {
        "label": f"{item.label}: {named}" if named else item.label,
        "weeks": "" if answer is None else ", ".join(map(str, weeks)),
        "answer": item.say(answer),
        "is_answered": answer is not None,
        "unit": _unit(item, answer),
        "average": "" if average is None else f"{average.normalize():f} {item.amount} on a day of use",
    }


def _unit(item: Item, answer: Any) -> str:
    if answer is None:
        return ""
    if item.is_days:
        return "day in four weeks" if answer == 1 else "days in four weeks"
    return "of 20" if item.highest > 1 else ""


def _is_changed(item: Item, former: OutcomesProfile, newer: OutcomesProfile) -> bool:
    return any(getattr(former, name) != getattr(newer, name) for name in item.columns)
