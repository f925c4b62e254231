"""While a sample is to be read: its clock runs as long as somebody is left who may read what is unread."""

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import MAY, Permission, Role
from foundation.lifecycle import running
from foundation.lifecycle.reactions import react
from people import causes
from people.models import Person

from ..models import QualitySample, SampledRecord
from .clocks import READING

READERS = [role for role in Role if Permission.READ_QUALITY in MAY[role]]


def register() -> None:
    """Called when the app is ready."""
    react(causes.ACCESS_CHANGED, settle_samples_of)
    react(causes.MERGED, settle_samples_of_both)
    react(causes.UNMERGED, settle_samples_of_both)


def settle_samples_of(*, by, person: Person) -> None:
    """The clock of a quality sample stops while what is unread is hidden from every reader."""
    unread = SampledRecord.objects.filter(referral__person=person, second_reader=None)
    for sample in QualitySample.objects.filter(records__in=unread).select_related("hub__team").distinct():
        settle(sample)


def settle_samples_of_both(*, by, kept: Person, merged: Person, merge) -> None:
    """A merge hides or shows records by the stricter limits of the two: the clocks of quality samples follow."""
    for person in (kept, merged):
        settle_samples_of(by=by, person=person)


def settle(sample: QualitySample) -> None:
    """Start or stop the clock of a sample; twice changes nothing. (domain: Case-quality sample)"""
    records = SampledRecord.objects.filter(sample=sample)
    unread = records.filter(second_reader=None)
    if not unread.exists():
        running.stop(sample, READING)
    elif _is_left_to_nobody(sample):
        running.stop(sample, READING, met=records.exclude(second_reader=None).exists())
    else:
        hub = sample.hub
        running.start(
            READING, sample, team=hub.team.parent or hub.team, names_person=False, reference=str(sample),
            url=reverse("quality_hub", args=[hub.slug]),
        )  # fmt: skip


def _is_left_to_nobody(sample: QualitySample) -> bool:
    """Every unread record is hidden from all readers but its first; where there are no others, they are awaited."""
    unread = SampledRecord.objects.filter(sample=sample, second_reader=None)
    readers = User.objects.looking_after(sample.hub.team_id).filter(role__in=READERS)
    seen_by = {reader.pk: set(unread.visible_to(reader).values_list("pk", flat=True)) for reader in readers}
    for record_id, first in unread.values_list("pk", "first_reader"):
        others = seen_by.keys() - {first}
        if not others or any(record_id in seen_by[reader] for reader in others):
            return False
    return True
