"""What the answers of two readers come to: scores from 0 to 1, and how often the two agree.

Only records that both have read count. A question that does not apply counts in no score; two readers who both say so
agree. (domain: Case-quality sample)
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from ..models import QualityAnswer, QualitySample, SampledRecord
from .questions import Question, questions_of

Pair = tuple[str, str]  # what the two readers said


@dataclass(frozen=True)
class Scored:
    """score: from 0 to 1, None where nothing applied. agreement: the share of the pairs that say the same."""

    score: float | None
    agreement: float
    pairs: int


@dataclass(frozen=True)
class SampleScore:
    """One sample: its records by score, and each question."""

    sample: QualitySample
    records: int
    read_twice: int
    whole: Scored | None
    by_record: Mapping[int, Scored]
    by_question: Sequence[tuple[Question, Scored]]

    @property
    def share(self) -> float:
        """Its score, 0 without one."""
        return (self.whole and self.whole.score) or 0.0

    @property
    def lowest(self) -> float:
        return min(each.score for each in self.by_record.values() if each.score is not None)

    @property
    def highest(self) -> float:
        return max(each.score for each in self.by_record.values() if each.score is not None)


def scores_of(samples: Sequence[QualitySample], records: Iterable[SampledRecord]) -> list[SampleScore]:
    """Each sample by the records given, in the order of the samples; one query."""
    by_sample: dict[int, list[SampledRecord]] = defaultdict(list)
    for record in records:
        by_sample[record.sample_id].append(record)
    twice = [record.pk for found in by_sample.values() for record in found if record.is_read_twice]
    said = _said_of(twice)
    return [_of_sample(sample, by_sample[sample.pk], said) for sample in samples]


def _said_of(records: Sequence[int]) -> dict[int, dict[str, Pair]]:
    """{record: {question: what the first and the second said}}"""
    found: dict[int, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    rows = QualityAnswer.objects.filter(record__in=records).values_list(
        "record_id", "question", "reader", "score"
    )
    for record, question, reader, score in rows:
        found[record][question][reader] = score
    return {
        record: {question: (both[1], both[2]) for question, both in answers.items()}
        for record, answers in found.items()
    }


def _of_sample(
    sample: QualitySample, records: Sequence[SampledRecord], said: Mapping[int, dict[str, Pair]]
) -> SampleScore:
    read = [record for record in records if record.is_read_twice]
    pairs = [pair for record in read for pair in said[record.pk].values()]
    by_record = {record.pk: _scored(list(said[record.pk].values())) for record in read}
    by_question = [
        (question, _scored([said[record.pk][question.slug] for record in read]))
        for question in questions_of(sample.questions)
        if read
    ]
    means = [each.score for each in by_record.values() if each.score is not None]
    whole = Scored(fmean(means), _scored(pairs).agreement, len(pairs)) if means else None
    return SampleScore(sample, len(records), len(read), whole, by_record, by_question)


def _scored(pairs: Sequence[Pair]) -> Scored:
    worth = [QualityAnswer.WORTH[said] for pair in pairs for said in pair if said in QualityAnswer.WORTH]
    agreed = [first == second for first, second in pairs]
    return Scored(fmean(worth) if worth else None, fmean(agreed) if agreed else 0.0, len(pairs))
