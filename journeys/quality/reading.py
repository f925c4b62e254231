"""What the pages of the quality sample read: always in the user's scope."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from hubs.models import Hub

from ..models import QualitySample, SampledRecord
from .questions import questions_of
from .scoring import SampleScore, scores_of

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class HubLine:
    """One hub in the list: its latest sample, and how many records of it this user can still read."""

    hub: Hub
    latest: SampleScore
    to_read: int


def hubs_for(user: Any) -> list[HubLine]:
    """The user's hubs with a sample, by name; three queries, however many."""
    samples = list(
        QualitySample.objects.visible_to(user).select_related("hub").order_by("hub__name", "-month")
    )
    latest = list({sample.hub_id: sample for sample in reversed(samples)}.values())
    latest.sort(key=lambda sample: sample.hub.name)
    records = list(SampledRecord.objects.visible_to(user).filter(sample__in=latest).with_own(user))
    return [
        HubLine(score.sample.hub, score, _left_to(user, score.sample, records))
        for score in scores_of(latest, records)
    ]


def samples_of(user: Any, slug: str) -> list[SampleScore]:
    """The last year of one hub, the latest first. Raises Http404 for a hub without a sample in the user's scope."""
    samples = list(
        QualitySample.objects.visible_to(user).filter(hub__slug=slug).select_related("hub")[:MONTHS_SHOWN]
    )
    if not samples:
        raise Http404
    records = SampledRecord.objects.visible_to(user).filter(sample__in=samples)
    return scores_of(samples, records)


def records_of(user: Any, sample: QualitySample) -> list[SampledRecord]:
    """Those the user may know of, in the order of drawing."""
    found = SampledRecord.objects.visible_to(user).filter(sample=sample).with_own(user)
    return list(found.select_related("referral", "first_reader", "second_reader"))


def record_for(user: Any, uuid: UUID) -> SampledRecord:
    """Raises Http404 out of scope, and for a record about somebody hidden from the user."""
    found = SampledRecord.objects.visible_to(user).select_related(
        "sample__hub", "referral__person", "referral__hub", "first_reader", "second_reader"
    )
    return get_object_or_404(found, uuid=uuid)


def answers_of(record: SampledRecord) -> list[tuple[str, str, str, bool]]:
    """(question, what the first said, what the second said, whether they agree), once both have read."""
    said = {(answer.question, answer.reader): answer for answer in record.answers.all()}
    asked = questions_of(record.sample.questions)
    pairs = [(question.asks, said[question.slug, 1], said[question.slug, 2]) for question in asked]
    return [
        (asks, first.get_score_display(), second.get_score_display(), first.score == second.score)
        for asks, first, second in pairs
    ]


def _left_to(user: Any, sample: QualitySample, records: list[SampledRecord]) -> int:
    return sum(state_for(user, each) == "open" for each in records if each.sample_id == sample.pk)


def state_for(user: Any, record: SampledRecord) -> str:
    """open, own, read or done: what the list says beside a record fetched `with_own`."""
    if record.is_read_twice:
        return "done"
    if record.was_read_by(user):
        return "read"
    return "own" if record.is_own or record.key_worker_id == user.pk else "open"
