"""What everybody may read: adopted plans, published figures, packs and responses. All raise Http404.

Nothing here knows a user. Each question names what makes a row public. (trust: Access)
"""

from collections.abc import Sequence
from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.design.dates import today

from ..models import Pack, Partnership, PlanVersion, Question
from ..querysets.partners import PartnershipQuerySet


def partnerships() -> PartnershipQuerySet:
    """Those that have adopted a plan or published a pack."""
    return Partnership.objects.with_something_published().with_area()


def partnership_at(slug: str) -> Partnership:
    return get_object_or_404(partnerships(), slug=slug)


def standing_plan(partnership: Partnership) -> PlanVersion | None:
    """The version that stands of the plan in force today, or the one before; where none has begun, of the first."""
    versions = PlanVersion.objects.standing().filter(plan__partnership=partnership).select_related("plan")
    begun = versions.filter(begins_on__lte=today()).order_by("-begins_on").first()
    return begun or versions.order_by("begins_on").first()


def former_versions(version: PlanVersion) -> Sequence[PlanVersion]:
    """Those of the same plan that stood before, the newest first; without what they said."""
    found = PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number)
    return list(found.defer("content").order_by("-number"))


def packs(partnership: Partnership) -> Sequence[Pack]:
    """Everything ever published, the newest first; what was withdrawn is listed with the reason."""
    return list(Pack.objects.filter(partnership=partnership).ever_published().order_by("-number"))


def pack_at(slug: str, uuid: UUID) -> Pack:
    found = Pack.objects.ever_published().select_related("partnership__area", "content")
    return get_object_or_404(found, partnership__slug=slug, uuid=uuid)


def responses(partnership: Partnership) -> Sequence[Question]:
    """Questions whose responses are published, or were and are withdrawn, the newest first."""
    found = Question.objects.filter(partnership=partnership).ever_published()
    return list(found.with_those_named().with_corrections())
