"""Drawing the samples of a month, and reading a record; called qualified: `quality.read_record(record, by=user)`."""

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace, Refused
from hubs.models import Hub

from ..models import QualityAnswer, QualitySample, SampledRecord
from . import access
from .drawing import drawn_from, last_day, supported_by
from .due import settle
from .questions import CURRENT, questions_of


def draw_samples(month: datetime.date, *, seed: str = "") -> list[QualitySample]:
    """Draw the sample of every hub that supported somebody in a month that is over; gives those that are new.

    seed: to draw as somebody drew before; left out, a new one each. A hub whose sample is drawn keeps it, so that this
    may run twice. Raises Refused for a month that is not over. (domain: Case-quality sample)
    """
    month = month.replace(day=1)
    if today() <= last_day(month):
        raise Refused("A sample is drawn when its month is over.")
    drawn = (
        _draw(hub, month, seed or secrets.token_hex(16)) for hub in Hub.objects.select_related("team__parent")
    )
    return [sample for sample in drawn if sample]


@transaction.atomic
def _draw(hub: Hub, month: datetime.date, seed: str) -> QualitySample | None:
    if QualitySample.objects.filter(hub=hub, month=month).exists():
        return None
    drawn_at = timezone.now()
    chosen = drawn_from(supported_by(hub, month, drawn_at), hub=hub, seed=seed)
    if not chosen:
        return None
    sample = QualitySample.objects.create(
        hub=hub, month=month, seed=seed, questions=CURRENT, drawn_at=drawn_at
    )
    SampledRecord.objects.bulk_create(
        SampledRecord(
            sample=sample, referral_id=each.version_of_id or each.pk, key_worker_id=each.key_worker_id
        )
        for each in chosen
    )
    events.write([events.entry(sample, "drawn", by=None, facts={"seed": seed, "records": len(chosen)})])
    settle(sample)
    return sample


@transaction.atomic
def read_record(
    record: SampledRecord, *, by: Any, scores: Mapping[str, str], remark: str = ""
) -> SampledRecord:
    """Answer every question about a record; the first of two readers, or the second, who sees nothing of the first's.

    scores: by the slug of the question. Raises NotYou for somebody who was the key worker, WrongState for whoever has
    read it or comes third, LostRace when somebody else read it at the same moment, ValidationError by question.
    """
    record.refresh_from_db()
    access.ask_to_read(by, record)
    asked = [question.slug for question in questions_of(record.sample.questions)]
    if lacking := {
        slug: "Choose an answer." for slug in asked if scores.get(slug) not in QualityAnswer.Score.values
    }:
        raise ValidationError(lacking)
    place, name = (1, "first") if record.first_reader_id is None else (2, "second")
    said = {f"{name}_reader": by, f"{name}_read_at": timezone.now(), f"{name}_remark": remark.strip()}
    still = SampledRecord.objects.filter(pk=record.pk, **{f"{name}_reader": None})
    if not still.update(**said):
        raise LostRace("Somebody else has just read this record. Open the list again.")
    record.refresh_from_db()
    QualityAnswer.objects.bulk_create(
        QualityAnswer(record=record, reader=place, question=slug, score=scores[slug]) for slug in asked
    )
    told = events.entry(record, "read", by=by, facts={"reader": place})
    told.person_id = record.referral.person_id
    events.write([told])
    settle(record.sample)
    return record
