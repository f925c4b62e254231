"""Reasons."""

import factory
from factory.django import DjangoModelFactory

from foundation.lifecycle import models


class ReasonFactory(DjangoModelFactory):
    class Meta:
        model = models.Reason
        django_get_or_create = ["list", "group", "reason"]

    list = "decline"
    group = "capacity"
    reason = factory.Sequence(lambda n: f"Reason {n}")
