"""Rows of values in a statement, as one parameter: what a database reads from JSON needs no placeholder for each value.

A driver that takes a statement of hundreds of placeholders apart needs longer for it than the database for its rows.
(speed: row 6; decision 142)
"""

import datetime
import decimal
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models

NAME = "said"


class Listed:
    """`sql` goes where a table goes, `column` gives the SQL of a value, `text` is the parameter."""

    def __init__(self, lines: Sequence[Sequence[Any]], connection: Any) -> None:
        self.text = json.dumps(lines, default=_plain, allow_nan=False)
        self._connection = connection
        self._on_postgres = connection.vendor == "postgresql"
        function = "jsonb_array_elements(CAST(%s AS jsonb))" if self._on_postgres else "json_each(%s)"
        self.sql = f"{function} AS {NAME}"

    def column(self, place: int, kind: str) -> str:
        """The value at a place of each line. kind: a type of PostgreSQL, which reads text; SQLite takes it as it is."""
        if self._on_postgres:
            return f"CAST({NAME}.value ->> {place} AS {kind})"
        return f"json_extract({NAME}.value, '$[{place}]')"

    def value_of(self, field: Any, place: int) -> str:
        """The value at a place as it goes into a field. Without its length a type cuts nothing off."""
        return self.column(place, field.db_type(self._connection).split("(")[0])


def listable(field: Any, value: Any, connection: Any) -> Any:
    """A value of a field as a list takes it."""
    if isinstance(field, models.JSONField) and value is not None:
        return json.dumps(value, cls=field.encoder)
    return field.get_db_prep_save(value, connection)


def _plain(value: Any) -> str:
    """What JSON has no word for, as databases read it. Raises TypeError for anything else."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a list")
