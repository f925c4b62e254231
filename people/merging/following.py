"""Whose rows go with a person when two records are merged: each app declares its own, and nothing else moves.

Where the database lets only one row stand for a person (one pathway of a kind, one open caseload), both records may
bring one. The declaration says which of the two stands, or why that is not for the merge to choose. (domain: Merge)
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from foundation.lifecycle.facts import Fact

Values = dict[str, Any]


def the_kept_one_stands(theirs: Any, ours: Any) -> bool:
    """The row of the record that is kept says enough."""
    return False


def nothing(theirs: Any, ours: Any) -> str:
    """Nothing stands against choosing one of the two."""
    return ""


def to_the_kept(row: Any, field: str, kept: int) -> Values:
    """The one foreign key names the kept record."""
    return {row._meta.get_field(field).attname: kept}


def nothing_first(kept: int, merged: int) -> None:
    """No other writer of these rows holds more than the rows."""


@dataclass(frozen=True)
class Follows:
    """The rows of one model, by label, whose foreign key goes with the person.

    For two rows of which only one may stand, `theirs` of the merged record and `ours` of the kept one: `against` gives
    a sentence where neither may be chosen; `ends` are the fields (from, until) by which theirs ends today; without
    these, of two facts the one that says less is set aside (`says_more`: theirs does), and any other row stays behind
    with the merged record. `values` are the row's new values.

    `holds` is called with both keys before either record is locked, for locks that other writers of these rows take
    first; `within` surrounds the writing, and may say in words what the database refuses.
    """

    label: str
    field: str = "person"
    ends: tuple[str, str] | None = None
    says_more: Callable[[Any, Any], bool] = the_kept_one_stands
    against: Callable[[Any, Any], str] = nothing
    values: Callable[[Any, str, int], Values] = to_the_kept
    holds: Callable[[int, int], None] = nothing_first
    within: Callable[[], AbstractContextManager[None]] = nullcontext

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)


_declared: dict[tuple[str, str], Follows] = {}
_staying: set[tuple[str, str]] = set()


def declare(*follows: Follows) -> None:
    """Called once by each app's `ready`, the lowest storey first by their order; twice changes nothing."""
    _declared.update({(each.label, each.field): each for each in follows})


def leave(*places: tuple[str, str]) -> None:
    """Foreign keys, by label and field, that do not follow: what they say is about the record, not the person."""
    _staying.update(places)


def declared() -> list[Follows]:
    """From the ground up, so that what a row hangs on goes before it: settings list the storeys from the top down."""
    storeys = [config.label for config in apps.get_app_configs()][::-1]
    return sorted(_declared.values(), key=lambda each: storeys.index(each.model._meta.app_label))


def hold(kept: int, merged: int) -> None:
    """The first statements of a merge, and of taking one back."""
    for follows in declared():
        follows.holds(kept, merged)


def of_model(model: type[models.Model]) -> Follows | None:
    """The declaration of a model's rows, if they follow."""
    return next((each for each in _declared.values() if each.model is model), None)


def undeclared() -> set[tuple[str, str]]:
    """Foreign keys to a person about which no app has said whether they follow: a test wants none."""
    person = apps.get_model("people", "Person")
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is person and field.name != "version_of"
    }
    return found - set(_declared) - _staying


def rows_of(follows: Follows, person_id: int) -> models.QuerySet:
    """The current rows that follow this person, oldest first."""
    return current(follows.model).filter(**{follows.field: person_id}).order_by("pk")


def current(model: type[models.Model]) -> models.QuerySet:
    """Every row but what a correction laid aside, whatever the model's managers leave out."""
    rows = model._base_manager.all()
    return rows.filter(superseded_at__isnull=True) if issubclass(model, Fact) else rows


def twin_of(row: models.Model, values: Values) -> models.Model | None:
    """The row beside which this one, with the new values, may not stand: found by the model's own constraints."""
    return next(_twins(row, values), None)


def _twins(row: Any, values: Values) -> Iterator[models.Model]:
    model = type(row)
    for rule in model._meta.constraints:
        if not isinstance(rule, models.UniqueConstraint):
            continue
        names = [model._meta.get_field(name).attname for name in rule.fields]
        wanted = {name: values.get(name, getattr(row, name)) for name in names}
        if not set(names) & set(values) or None in wanted.values():  # what is empty is never twice
            continue
        bound = model._base_manager.filter(rule.condition or models.Q())
        if bound.filter(pk=row.pk).exists():
            yield from bound.filter(**wanted).exclude(pk=row.pk)[:1]


def twins(kept_id: int, merged_id: int) -> Iterator[tuple[Follows, Any, Any]]:
    """(declaration, theirs, ours) wherever both records bring a row of which only one may stand."""
    for follows in declared():
        for row in rows_of(follows, merged_id):
            values = follows.values(row, follows.field, kept_id)
            if twin := twin_of(row, values):
                yield follows, row, twin
