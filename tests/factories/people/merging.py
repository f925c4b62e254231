"""Pairs of records that may be one person, and merges."""

import factory
from factory.django import DjangoModelFactory

from people import models

from ..accounts import UserFactory
from .persons import PersonFactory


class DuplicatePairFactory(DjangoModelFactory):
    """Two records that may be of one person, in the order of their keys."""

    class Meta:
        model = models.DuplicatePair

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)
    score = 90
    reasons = factory.LazyFunction(lambda: ["Same name", "Date of birth differs by one figure"])


class MergeFactory(DjangoModelFactory):
    """That a record was merged, and nothing more: the action moves what belongs to it."""

    class Meta:
        model = models.Merge

    kept = factory.SubFactory(PersonFactory)
    merged = factory.SubFactory(PersonFactory, merged_into=factory.SelfAttribute("..kept"))
    because = "The same prison number and address"
    made_by = factory.SubFactory(UserFactory)


class MergedRowFactory(DjangoModelFactory):
    class Meta:
        model = models.MergedRow

    merge = factory.SubFactory(MergeFactory)
    model = "people.consent"
    row_id = factory.Sequence(lambda n: n + 1)
    was = factory.LazyFunction(lambda: {"person_id": 2})
    became = factory.LazyFunction(lambda: {"person_id": 1})
