"""The product's own lists: each app declares its lists here, and `load_reference` loads them all.

A list is a CSV file beside the app that owns it. Loading it twice changes nothing; a row that has gone from the list is
kept, since older records point at it, and retired where its model can say so. (domain: reference lists)
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .models import ReferenceLoad

BATCH = 1000


@dataclass(frozen=True)
class Loaded:
    """What loading one list did, in rows. `gone` are kept in the database though the list no longer has them."""

    new: int = 0
    changed: int = 0
    gone: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.new + other.new, self.changed + other.changed, self.gone + other.gone)


Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class ReferenceList:
    """One list: its file, how its rows are loaded, and its place in the order (a hub needs its contract area)."""

    name: str
    path: Path
    load: Callable[[Rows], Loaded] = field(compare=False)
    order: int


_lists: list[ReferenceList] = []


def register(*lists: ReferenceList) -> None:
    """Add lists; called once from an app's `ready()`."""
    for each in lists:
        if each not in _lists:
            _lists.append(each)
    _lists.sort(key=lambda each: each.order)


def registered() -> tuple[ReferenceList, ...]:
    return tuple(_lists)


@transaction.atomic
def load_all() -> dict[str, Loaded]:
    """Load every list, in order. A version row is kept for each list whose file or rows changed."""
    return {each.name: load(each) for each in _lists}


@transaction.atomic
def load(reference_list: ReferenceList) -> Loaded:
    """Load one list and keep which version of its file the database now holds."""
    content = reference_list.path.read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    loaded = reference_list.load(rows)
    digest = hashlib.sha256(content).hexdigest()
    latest = ReferenceLoad.objects.filter(name=reference_list.name).order_by("-id").first()
    if latest is None or latest.sha256 != digest or loaded.new or loaded.changed:
        ReferenceLoad.objects.create(
            name=reference_list.name, sha256=digest, rows=len(rows),
            new=loaded.new, changed=loaded.changed, gone=loaded.gone,
        )  # fmt: skip
    return loaded


def keep_in_step(
    model: type[models.Model], key: Sequence[str], wanted: Iterable[Mapping[str, Any]]
) -> Loaded:
    """Make a reference table say what the list says: add what is new, change what differs, keep what has gone.

    key: the fields that name a row. wanted: the whole row by field name, key included. A model with `retired_at` has it
    set on rows that have gone, and cleared on rows that are back.
    """
    can_retire = any(each.name == "retired_at" for each in model._meta.concrete_fields)
    known = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.all()}
    new, changed, fields = [], [], set()
    for values in wanted:
        values = dict(values) | ({"retired_at": None} if can_retire else {})
        row = known.pop(tuple(values[name] for name in key), None)
        if row is None:
            new.append(model(**values))
        elif differing := [name for name, value in values.items() if getattr(row, name) != value]:
            for name in differing:
                setattr(row, name, values[name])
            changed.append(row)
            fields |= set(differing)
    if can_retire:
        gone_now = [row.pk for row in known.values() if getattr(row, "retired_at", None) is None]
        model._default_manager.filter(pk__in=gone_now).update(retired_at=timezone.now())
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=BATCH)
    return Loaded(len(new), len(changed), len(known))


def by_name(model: type[models.Model]) -> dict[str, Any]:
    """Every row of a reference table by its `name`."""
    return {str(getattr(row, "name", "")): row for row in model._default_manager.all()}
