"""Four months of the case-quality sample; the newest is half read."""

from django.utils import timezone

from ..models import QualityAnswer, QualitySample, SampledRecord
from ..quality import actions as quality
from ..quality.questions import questions_of
from .lives import DAY
from .world import World

MONTHS = 4
SCORES = QualityAnswer.Score


def write(world: World) -> None:
    """Drawn by the product's own action, then read by two of the staff, question by question."""
    month = world.today.replace(day=1)
    months = []
    for _ in range(MONTHS):
        month = (month - DAY).replace(day=1)
        months.append(month)
    for number, each in enumerate(reversed(months)):
        quality.draw_samples(each, seed=f"demo-{each:%Y-%m}")
        _read(world, QualitySample.objects.filter(month=each, hub__name="Chatham").first(), number)


def _read(world: World, sample: QualitySample | None, number: int) -> None:
    if sample is None:
        return
    readers = (world.staff["Helen Ashworthy"], world.staff["Bridget Fallow"])
    records = list(SampledRecord.objects.filter(sample=sample).order_by("pk"))
    is_newest = number == MONTHS - 1
    read = [record for place, record in enumerate(records) if not is_newest or place % 2]
    at = timezone.now()
    for record in read:
        record.first_reader, record.second_reader = readers
        record.first_read_at = record.second_read_at = at
        record.first_remark = "Write down what the person says they want."
    names = ["first_reader", "first_read_at", "first_remark", "second_reader", "second_read_at"]
    SampledRecord.objects.bulk_update(read, names)
    asked = list(enumerate(questions_of(sample.questions)))
    QualityAnswer.objects.bulk_create(
        QualityAnswer(
            record=record, reader=reader, question=question.slug, score=_score(record.pk, place, reader, number)
        )
        for record in read
        for reader in (1, 2)
        for place, question in asked
    )  # fmt: skip


def _score(record: int, place: int, reader: int, number: int) -> str:
    """Mostly yes, a little better each month; now and then the two differ."""
    lot = (record * 7 + place * 11 + number * 3) % 10
    if lot == 9 and reader == 2:
        return SCORES.PARTLY
    if lot < 2 - number // 2:
        return SCORES.NOT_MET
    return SCORES.PARTLY if lot < 4 else SCORES.MET
