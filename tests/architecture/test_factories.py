"""Every model can be built by a factory, so that a test can make any state."""

import importlib
import pkgutil

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from .source import ROOT

OURS = [model for model in apps.get_models() if not model.__module__.startswith(("django", "allauth"))]
WRITTEN_BY_THE_SYSTEM = {"lifecycle.Event", "audit.AuditEvent", "audit.AuditSubject"}


def factories() -> dict:
    found = {}
    for room in pkgutil.iter_modules([ROOT / "tests" / "factories"]):
        module = importlib.import_module(f"tests.factories.{room.name}")
        for member in vars(module).values():
            if (
                isinstance(member, type)
                and issubclass(member, DjangoModelFactory)
                and not member._meta.abstract
            ):
                found[member._meta.model] = member
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_factory_builds_it(model):
    if model._meta.label in WRITTEN_BY_THE_SYSTEM:
        return
    made = factories()[model]()
    assert type(made) is model
    assert made.pk
