"""Which snapshots a user reads, and who publishes."""

from uuid import UUID

from django.http import Http404

from foundation.accounts.models import User
from foundation.accounts.roles import MAY, Permission
from outcomes import access
from outcomes.models import Snapshot, SnapshotFile, Suppression
from outcomes.periods import Period
from outcomes.places import ReportPlace

from .querysets import SnapshotQuerySet, SuppressionQuerySet


def snapshots_open_to(user: User) -> SnapshotQuerySet:
    """What was published is open to every reader of outcomes; of drafts, those who publish see them."""
    return Snapshot.objects.open_to(user).with_actors()


def snapshot_open_to(user: User, uuid: UUID) -> Snapshot:
    """One snapshot. Raises Http404 for one that is not there, or not the user's to see."""
    found = snapshots_open_to(user).filter(uuid=uuid).first()
    if found is None:
        raise Http404("There is no such report.")
    return found


def standing_of(place: ReportPlace, period: Period) -> Snapshot | None:
    """The version of a report that stands, if it is published."""
    return Snapshot.objects.of(place.kind, place.name, period.label).standing().with_actors().first()


def draft_of(place: ReportPlace, period: Period) -> Snapshot | None:
    """The draft of a report that somebody has asked for and nobody has decided on."""
    return Snapshot.objects.of(place.kind, place.name, period.label).in_the_making().with_actors().first()


def file_of(user: User, uuid: UUID, form: str) -> SnapshotFile:
    """A file of a snapshot whose figures the user may read. Raises Http404."""
    snapshot = snapshot_open_to(user, uuid)
    found = SnapshotFile.objects.filter(snapshot=snapshot, format=form).first()
    if found is None or not access.reads_snapshot(user, snapshot):
        raise Http404("There is no such file.")
    found.snapshot = snapshot
    return found


def suppressions() -> SuppressionQuerySet:
    """The whole log: it names places and indicators, never a number."""
    return Suppression.objects.latest_first()


def publishers() -> list[User]:
    """Everybody who may publish."""
    roles = [role for role, may in MAY.items() if Permission.PUBLISH_OUTCOMES in may]
    return list(User.objects.filter(role__in=roles, is_active=True))
