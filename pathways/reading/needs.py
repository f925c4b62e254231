"""What a person needs: the kinds there are, their pathways beside them, and how each need was assessed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import enter
from people.models import Person
from people.scope import person_seen_by

from .. import ladder, setbacks
from ..kinds import KINDS, Kind
from ..models import Assessment, MilestoneClaim, Pathway
from ..states import PathwayState as P


@dataclass(frozen=True)
class Way:
    """One kind for one person: their pathway of it, if there is one, and the steps of its ladder."""

    kind: Kind
    pathway: Pathway | None
    steps: list[dict]

    @property
    def is_to_assess(self) -> bool:
        """It can be assessed now, for the first time or again."""
        return self.pathway is None or self.pathway.state in ASSESSED_FROM


ASSESSED_FROM = frozenset({P.NOT_ASSESSED, P.NO_NEED, P.DECLINED, P.NEED_IDENTIFIED})


def person_for(user: Any, uuid: UUID) -> Person:
    """The person, if the user may see them; else 404."""
    return person_seen_by(user, uuid)


def kind_for(slug: str) -> Kind:
    """The declared kind of this slug; else 404."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def pathway_or_new(person: Person, kind: Kind) -> Pathway:
    """The person's pathway of the kind, or one that is not assessed and not stored yet."""
    known = Pathway.objects.filter(person=person, kind=kind.slug).first()
    pathway = known or enter(Pathway(person=person, kind=kind.slug), P.NOT_ASSESSED)
    pathway.person = person
    return pathway


def ways_of(person: Person) -> list[Way]:
    """Every declared kind, in declared order: three queries, however many pathways and claims."""
    pathways = {each.kind: each for each in Pathway.objects.filter(person=person)}
    claims = list(
        MilestoneClaim.objects.filter(person=person).with_those_named().order_by("reached_on", "id")
    )
    told = events.of_all(list(pathways.values())).filter(what__in=setbacks.TOLD).order_by("id")
    counted = setbacks.counted(told)
    return [_way(kind, pathways.get(kind.slug), claims, counted) for kind in KINDS.values()]


def _way(kind: Kind, pathway: Pathway | None, claims: list[MilestoneClaim], setbacks: list[Event]) -> Way:
    if pathway is None:
        return Way(kind, None, [])
    ours = [claim for claim in claims if claim.pathway_id == pathway.pk]
    back = [event for event in setbacks if event.subject_id == pathway.pk]
    return Way(kind, pathway, ladder.steps_of(pathway, ours, back))


def assessments_of(pathway: Pathway) -> list[Assessment]:
    """How the need was assessed, latest first."""
    found = list(Assessment.objects.filter(pathway=pathway).select_related("assessed_by"))
    for assessment in found:
        assessment.pathway = pathway
    return found


def declined_because(pathway: Pathway) -> Event | None:
    """The last time the person declined support, with their reason; None unless it stands declined."""
    if pathway.state != P.DECLINED:
        return None
    return events.of(pathway).filter(what="decline_support").last()
