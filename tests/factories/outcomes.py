"""Targets."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from outcomes import models

from .people import ContractAreaFactory


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = models.Target

    contract_area = factory.SubFactory(ContractAreaFactory)
    measure = "hub_inductions"
    period = "2025-06"
    target = Decimal(50)
