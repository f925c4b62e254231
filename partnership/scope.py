"""Where the pages of a partnership begin: what the user may see, and nothing else. All raise Http404."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import Organisation, Team, User
from foundation.accounts.roles import Permission
from people.models import Area

from .access import keeps_plan
from .models import Measure, Partner, Partnership, Plan, PlanVersion, Priority
from .plans.standing import AsRead, Named, as_read, named
from .querysets.partners import PartnershipQuerySet

K = Organisation.Kind


def partnerships_of(user: User) -> PartnershipQuerySet:
    """Those the user works in; for an administrator, all: they found them, and read no plan."""
    if user.may(Permission.FOUND_PARTNERSHIP):
        return Partnership.objects.with_area()
    return Partnership.objects.visible_to(user).with_area()


def partnership_of(user: User, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.visible_to(user).with_area(), slug=slug)


def is_public(partnership: Partnership) -> bool:
    """Whether everybody reads something of it."""
    return Partnership.objects.with_something_published().filter(pk=partnership.pk).exists()


def plan_of(user: User, uuid: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(user).with_partnership(), uuid=uuid)


def plans_of(user: User, partnership: Partnership) -> Sequence[Named]:
    """The newest first."""
    return named(Plan.objects.visible_to(user).of(partnership))


def standing_version(plan: Plan) -> PlanVersion | None:
    """The version that others read; None of a plan that was not adopted yet."""
    return plan.versions.select_related("adopted_by").first()


def versions_of(plan: Plan) -> Sequence[PlanVersion]:
    """The newest first."""
    return list(plan.versions.defer("content", "changes"))


def version_of(plan: Plan, number: int) -> PlanVersion:
    return get_object_or_404(plan.versions.select_related("adopted_by"), number=number)


def priority_of(user: User, uuid: UUID) -> Priority:
    """One that is in the working copy."""
    found = Priority.objects.visible_to(user).in_plan().select_related("plan__partnership__area")
    return get_object_or_404(found, uuid=uuid)


def measure_of(user: User, uuid: UUID) -> Measure:
    """As officers work on it."""
    return get_object_or_404(Measure.objects.visible_to(user).with_plan(), uuid=uuid)


def measure_read_by(user: User, uuid: UUID) -> AsRead:
    """As the user reads it: as it was adopted, but for officers one that never was."""
    found = Measure.objects.all().with_those_left_out().visible_to(user).with_plan()
    row = get_object_or_404(found, uuid=uuid)
    if read := as_read(row, keeps=keeps_plan(user, row.priority.plan)):
        return read
    raise Http404


def partner_of(user: User, uuid: UUID) -> Partner:
    return get_object_or_404(
        Partner.objects.visible_to(user).select_related("partnership", "team"), uuid=uuid
    )


def partners_in(partnership: Partnership) -> Sequence[Partner]:
    """Every partner there is or was, by name."""
    return list(partnership.partners.select_related("team__organisation"))


def teams_of_partners() -> Sequence[Team]:
    """Teams whose users may keep a plan or scrutinise: of councils and other partners."""
    kinds = (K.PARTNER, K.PROBATION, K.PARTNER_SERVICE)
    teams = Team.objects.filter(organisation__kind__in=kinds).select_related("organisation")
    return list(teams.order_by("organisation__name", "name"))


def areas_without_partnership() -> Sequence[Area]:
    return list(Area.objects.filter(partnership=None).exclude(kind="group"))
