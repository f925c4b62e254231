"""A state that only a transition can move."""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django_fsm import FSMField, FSMFieldDescriptor

_unlocked: contextvars.ContextVar[bool] = contextvars.ContextVar("state_unlocked", default=False)


@contextmanager
def unlocked() -> Iterator[None]:
    """Let a state be set by hand: for loading from the database and for imported history only."""
    token = _unlocked.set(True)
    try:
        yield
    finally:
        _unlocked.reset(token)


class _Guarded(FSMFieldDescriptor):
    def __set__(self, instance: models.Model, value: Any) -> None:
        name = self.field.name
        if name in instance.__dict__ and not _unlocked.get() and value != instance.__dict__[name]:
            raise AttributeError(f"{name} moves only by a transition; call perform()")
        self.field.set_proxy(instance, value)
        self.field.set_state(instance, value)


class StateField(FSMField):
    """django-fsm's field with a lock of its own.

    django-fsm's `protected` also stops `refresh_from_db()`; this does not (architecture: Known traps 1).
    """

    descriptor_class = _Guarded

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        kwargs.setdefault("editable", False)
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)


class Stateful(models.Model):
    """Has a `state` (declared by the subclass as a StateField) and a `version` that steps with every move."""

    state: Any
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        with unlocked():
            super().refresh_from_db(*args, **kwargs)
