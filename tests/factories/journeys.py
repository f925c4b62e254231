"""The case-quality sample."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from journeys import models
from journeys.quality.questions import CURRENT, questions_of

from .accounts import UserFactory
from .hubs import HubFactory
from .referrals import ReferralFactory


class QualitySampleFactory(DjangoModelFactory):
    """Of the last month."""

    class Meta:
        model = models.QualitySample

    hub = factory.SubFactory(HubFactory)
    month = factory.LazyFunction(
        lambda: (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    )
    seed = "a1b2c3"
    questions = CURRENT
    drawn_at = factory.LazyFunction(timezone.now)


class SampledRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.SampledRecord

    sample = factory.SubFactory(QualitySampleFactory)
    referral = factory.LazyAttribute(
        lambda record: ReferralFactory(state="started", hub=record.sample.hub, key_worker=UserFactory())
    )
    key_worker = factory.LazyAttribute(lambda record: record.referral.key_worker)


class QualityAnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.QualityAnswer

    record = factory.SubFactory(SampledRecordFactory)
    reader = 1
    question = "needs"
    score = "met"


def read_twice(record, first="met", second="met"):
    """Both readers have answered every question alike with one word each."""
    now = timezone.now()
    said = {
        "first_reader": UserFactory(),
        "first_read_at": now,
        "second_reader": UserFactory(),
        "second_read_at": now,
    }
    for name, value in said.items():
        setattr(record, name, value)
    record.save()
    for place, score in ((1, first), (2, second)):
        for question in questions_of(record.sample.questions):
            QualityAnswerFactory(record=record, reader=place, question=question.slug, score=score)
    return record
