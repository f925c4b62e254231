"""Many rows changed or added by one statement, each with values of its own.

Django's `bulk_update` says so by a branch for each row and column, its `bulk_create` repeats in each row what is the
same in all: a register of thirty took longer to write down than to save. Here what is the same is said once, and the
rest is a list. (speed: row 6; decisions 117 and 142)
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import connections, models, transaction

from .listed import Listed, listable

BATCH = 1000
Changes = Mapping[int, Mapping[str, Any]]
M = TypeVar("M", bound=models.Model)


def update_each(model: type[models.Model], changes: Changes) -> None:
    """Set fields of many rows. changes: by primary key the new values by field name; a field left out stays.

    As with `QuerySet.update`, nothing but the database is asked or told.
    """
    keys = list(changes)
    for first in range(0, len(keys), BATCH):
        _update(model, {key: changes[key] for key in keys[first : first + BATCH]})


def insert_each(rows: Sequence[M]) -> Sequence[M]:
    """Add new rows of one model, all of them or none; gives them with their keys, which rise in the order given.

    As with `bulk_create`, no `save` is called and no signal sent; the key is the database's own.
    """
    if not rows:
        return rows
    with transaction.atomic(savepoint=False):
        for first in range(0, len(rows), BATCH):
            _insert(rows[first : first + BATCH])
    return rows


def _insert(rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    connection = connections[model._base_manager.db]
    quoted = connection.ops.quote_name
    shared: dict[str, Any] = {}
    own: list[Any] = []
    lines: list[list[Any]] = [[place] for place in range(len(rows))]
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        values = [field.pre_save(row, True) for row in rows]
        if _is_one(field, values):
            shared[quoted(str(field.column))] = field.get_db_prep_save(values[0], connection)
            continue
        own.append(field)
        for line, value in zip(lines, values, strict=True):
            line.append(listable(field, value, connection))
    said = Listed(lines, connection)
    into = [*shared, *(quoted(str(field.column)) for field in own)]
    chosen = ["%s"] * len(shared) + [said.value_of(field, place) for place, field in enumerate(own, start=1)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(into)}) SELECT {', '.join(chosen)} "
            f"FROM {said.sql} ORDER BY {said.column(0, 'integer')} RETURNING {quoted(str(model._meta.pk.column))}",
            [*shared.values(), said.text],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk, row._state.adding, row._state.db = key, False, connection.alias


def _is_one(field: Any, values: Sequence[Any]) -> bool:
    """All rows have the same value. What is nested is not compared: Python holds true and 1 for the same."""
    first = values[0]
    return not isinstance(field, models.JSONField) and all(value == first for value in values)


def _update(model: type[models.Model], changes: Changes) -> None:
    connection = connections[model._base_manager.db]
    quoted = connection.ops.quote_name
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    shared = _said_of_all(model, list(changes.values()), connection)
    names = sorted({name for new in changes.values() for name in new} - shared.keys())
    own = {name: _field(model, name) for name in names}
    said = Listed([_line(pk, new, own, connection) for pk, new in changes.items()], connection)
    sets = [f"{quoted(_field(model, name).column)} = %s" for name in shared]
    for place, field in enumerate(own.values()):
        column, changed = quoted(field.column), said.column(2 * place + 1, "boolean")
        value = said.value_of(field, 2 * place + 2)
        sets.append(f"{column} = CASE WHEN {changed} THEN {value} ELSE {table}.{column} END")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {', '.join(sets)} FROM {said.sql} "
            f"WHERE {table}.{key} = {said.value_of(model._meta.pk, 0)}",
            [*shared.values(), said.text],
        )


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _said_of_all(
    model: type[models.Model], each: Sequence[Mapping[str, Any]], connection: Any
) -> dict[str, Any]:
    """The values that all rows get, as the database takes them: they need no list."""
    found = {}
    for name in each[0]:
        field = _field(model, name)
        if all(name in new for new in each) and _is_one(field, [new[name] for new in each]):
            found[name] = field.get_db_prep_save(_plain(each[0][name]), connection)
    return found


def _line(pk: int, new: Mapping[str, Any], own: Mapping[str, Any], connection: Any) -> list[Any]:
    """One row of the list: its key and, of each field, whether it changes and to what. own: fields by name."""
    line: list[Any] = [pk]
    for name, field in own.items():
        line += [name in new, listable(field, _plain(new.get(name)), connection)]
    return line
