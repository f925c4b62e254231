"""Areas, prisons, and which area a person belongs to."""

import factory
from factory.django import DjangoModelFactory

from people import models


class ContractAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ContractArea
        django_get_or_create = ["name"]

    name = "South East"


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = models.Area
        django_get_or_create = ["name"]

    name = "Medway"
    kind = "unitary authority"
    region = "South East"
    contract_area = factory.SubFactory(ContractAreaFactory)


class PrisonFactory(DjangoModelFactory):
    class Meta:
        model = models.Prison
        django_get_or_create = ["name"]

    name = "Rochester"
    region = "South East"
    holds = "men"
