"""What changes when a public page would read otherwise: a cache asks for this before it asks for the page."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from foundation.design.dates import today
from outcomes.models import Snapshot

from ..models import (
    Correction,
    EnteredFigure,
    Measure,
    Pack,
    Partnership,
    PlanVersion,
    PublishedFigure,
    Question,
)
from . import scope


def of_partnership(request: HttpRequest, slug: str) -> str | None:
    """Of the page of a partnership and of its figures; None where there is none."""
    partnership = scope.partnerships().filter(slug=slug).first()
    if partnership is None:
        return None
    rows = {"measure__priority__plan__partnership": partnership}
    measures = Measure.objects.all().with_those_left_out()
    of_people = measures.filter(priority__plan__partnership=partnership, counts_people=True)
    state: list = [
        today(),
        *PlanVersion.objects.filter(plan__partnership=partnership).values_list("pk"),
        *Pack.objects.filter(partnership=partnership).values_list("pk", "version"),
        *_responses(partnership),
        *PublishedFigure.objects.filter(**rows).values_list("pk"),
        *EnteredFigure.objects.filter(**rows).values_list("pk", "recorded_at"),
        *of_people.values_list("pk", "definition").order_by("pk"),
        *Snapshot.objects.of("area", partnership.area.name).values_list("pk", "version"),
    ]
    return _tag(request, state)


def of_pack(request: HttpRequest, slug: str, uuid: UUID, format: str = "") -> str | None:
    """Of a pack and its files: its own state, that of the packs beside it, of the reports of its area and of published
    responses.
    """
    packs = Pack.objects.ever_published().filter(partnership__slug=slug, uuid=uuid)
    pack = packs.select_related("partnership__area").first()
    if pack is None:
        return None
    reports = Snapshot.objects.of("area", pack.partnership.area.name).values_list("pk", "version")
    beside = Pack.objects.filter(partnership=pack.partnership).ever_published().values_list("pk", "version")
    return _tag(request, [(pack.pk, pack.version), *beside, *reports, *_responses(pack.partnership)])


def _responses(partnership: Partnership) -> Iterator[tuple]:
    """Of every response that was ever published, and of every correction, which version it is."""
    yield from Question.objects.filter(partnership=partnership).ever_published().values_list("pk", "version")
    yield from Correction.objects.filter(question__partnership=partnership).values_list("pk", "version")


def _tag(request: HttpRequest, state: list) -> str:
    """The same page of the same code and state. The address is part of it: pages share a state."""
    text = f"{settings.CODE_VERSION} {request.path} {state!r}"
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
