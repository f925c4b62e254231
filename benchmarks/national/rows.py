"""Rows of one model, written by INSERT ... SELECT: what a declaration leaves out is filled in from the model."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from foundation.lifecycle.facts import Fact

from .dialect import Dialect

LAID_ASIDE_AFTER = 9  # days that the first version of a corrected row stood


@dataclass(frozen=True)
class Rows:
    """`columns` are expressions over `source`; `key` is the primary key, a whole number of 64 bits.

    effective: the day's number at which a fact became so; it was recorded then or, for three in ten, some time later.
    corrected: of each hundred rows, how many were put right once; `former` is what their first versions said. Both are
    the same in every declaration of a model.
    """

    model: type[models.Model]
    source: str
    key: str
    columns: Mapping[str, str]
    effective: str = "0"
    corrected: int = 0
    former: Mapping[str, str] = field(default_factory=dict)


def write(rows: Rows, dialect: Dialect, last: int) -> int:
    """Write the rows; how many there are. `last` is the number of the last whole day."""
    columns = _filled_in(rows, dialect, last)
    return _insert(rows, columns, rows.source)


def lay_aside(rows: Rows, dialect: Dialect, above: int) -> int:
    """Write the first versions of the model's corrected rows, under keys above a number; how many there are."""
    fields = [str(each.column) for each in rows.model._meta.concrete_fields]
    columns = {name: name for name in fields} | {
        "id": f"id + {above}",
        "version_of_id": "id",
        "superseded_at": "recorded_at",
        "recorded_at": dialect.days_before("recorded_at", LAID_ASIDE_AFTER),
        **rows.former,
    }
    return _insert(rows, columns, f"{rows.model._meta.db_table} WHERE {_is_corrected(rows, dialect, 'id')}")


def _insert(rows: Rows, columns: Mapping[str, str], source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows.model._meta.db_table} ({', '.join(columns)}) "
            f"SELECT {', '.join(columns.values())} FROM {source}"
        )
        return cursor.rowcount


def _is_corrected(rows: Rows, dialect: Dialect, key: str) -> str:
    return f"{dialect.draw(key, f'{rows.model._meta.db_table} corrected', 100)} < {rows.corrected}"


def _filled_in(rows: Rows, dialect: Dialect, last: int) -> dict[str, str]:
    """Every column that must have a value."""
    found = {"id": rows.key, **rows.columns}
    if issubclass(rows.model, Fact):
        found.setdefault("recorded_at", _recorded(rows, dialect, last))
    of_table = zlib.crc32(rows.model._meta.db_table.encode()) % 65536
    for each in rows.model._meta.concrete_fields:
        name = str(each.column)
        if name in found or each.null:
            continue
        found[name] = dialect.uuid(of_table, rows.key) if isinstance(each, models.UUIDField) else _empty(each)
    return found


def _recorded(rows: Rows, dialect: Dialect, last: int) -> str:
    """Seven in ten the same day, two within the week, one within three months; a correction is later by days."""
    name = rows.model._meta.db_table
    late = (
        f"CASE WHEN {dialect.draw(rows.key, f'{name} late', 10)} < 7 THEN 0 "
        f"WHEN {dialect.draw(rows.key, f'{name} late', 10)} < 9 THEN {dialect.draw(rows.key, f'{name} by', 7)} "
        f"ELSE {dialect.draw(rows.key, f'{name} by', 90)} END"
    )
    day = f"({rows.effective}) + {late}"
    if rows.corrected:
        day += f" + CASE WHEN {_is_corrected(rows, dialect, rows.key)} THEN {LAID_ASIDE_AFTER} ELSE 0 END"
    return dialect.moment(dialect.least(day, str(last)), dialect.draw(rows.key, f"{name} minute", 400))


def _empty(column: Any) -> str:
    """What a column holds of which nothing is said."""
    value = column.get_default()
    if isinstance(column, models.JSONField):
        return f"'{json.dumps(value)}'"
    if isinstance(column, models.BooleanField):
        return "TRUE" if value else "FALSE"
    if isinstance(column, models.IntegerField):
        return str(value or 0)
    if isinstance(column, models.CharField | models.TextField):
        return f"'{value or ''}'"
    raise ValueError(f"{column} has no empty value: declare the column")
