"""The triggers that leave marks: in the writer's transaction, however a row is written (issue: Rollups).

Facts are written by many actions below, which know nothing of figures, and in bulk. Only current rows of facts are
counted as things are known now, so that a copy laid aside leaves no mark, but where it is read when a fact came to be
known.
"""

from collections.abc import Iterator

from foundation.lifecycle.triggers import Trigger
from outcomes.models import Mark

from .reach import REACH, counted_on, is_fact

MARKS = Mark._meta.db_table
COLUMNS = "source, person_id, day, session_id"
MANY = 1000  # rows of one statement, above which one mark stands for the whole table
OF_THE_WHOLE_TABLE = "person_id IS NULL AND day IS NULL AND session_id IS NULL"
_ROWS = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}
_OTHER = {"old": "new", "new": "old"}


def declared() -> list[Trigger]:
    """Three triggers for each table that figures rest on."""
    return [_trigger(table, event) for table in sorted(REACH) for event in _ROWS]


def mark_everything() -> None:
    """Doubt every figure. Before a bulk load this also spares SQLite a mark for each of its rows."""
    Mark.objects.bulk_create([Mark(source=table) for table in sorted(REACH)])


def _trigger(table: str, event: str) -> Trigger:
    name = f"{table}_marks_{event.lower()}"
    tables = " ".join(f"{row.upper()} TABLE AS {row}_rows" for row in _ROWS[event])
    return Trigger(
        name=name,
        table=table,
        sqlite=f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {_worth_a_mark(table, event)} "
        f"BEGIN INSERT INTO {MARKS} ({COLUMNS}) {' UNION '.join(_selects_of_a_row(table, event))}; END",
        head=f"AFTER {event} ON {table} REFERENCING {tables} FOR EACH STATEMENT",
        body=f"BEGIN IF (SELECT count(*) FROM ({_first_rows(table, event)}) AS few) > {MANY} THEN "
        f"INSERT INTO {MARKS} (source) VALUES ('{table}'); "
        f"ELSE INSERT INTO {MARKS} ({COLUMNS}) {' UNION '.join(_selects_of_a_statement(table, event))}; END IF; "
        "RETURN NULL; END",
        writes=MARKS,
    )


def _worth_a_mark(table: str, event: str) -> str:
    """On SQLite nobody takes marks away while somebody writes, so that one of the whole table spares the others."""
    says_all = f"SELECT 1 FROM {MARKS} WHERE source = '{table}' AND {OF_THE_WHOLE_TABLE}"
    return " AND ".join([f"NOT EXISTS ({says_all})", *_differs(table, event, "OLD.{0} IS NOT NEW.{0}")])


def _selects_of_a_row(table: str, event: str) -> Iterator[str]:
    """What the row was and what it is; UNION says what is the same once."""
    for row in _ROWS[event]:
        for said in _said(table, row.upper(), "date({})"):
            yield " ".join([f"SELECT {said}", *_where(_is_current(table, row.upper()))])


def _first_rows(table: str, event: str) -> str:
    rows = f"{_ROWS[event][-1]}_rows"
    return " ".join([f"SELECT 1 FROM {rows}", *_where(_is_current(table, rows)), f"LIMIT {MANY + 1}"])


def _selects_of_a_statement(table: str, event: str) -> Iterator[str]:
    differs = _differs(table, event, "old_rows.{0} IS DISTINCT FROM new_rows.{0}")
    for row in _ROWS[event]:
        rows, other = f"{row}_rows", f"{_OTHER[row]}_rows"
        joined = [f"JOIN {other} ON {other}.id = {rows}.id"] if differs else []
        for said in _said(table, rows, "({} AT TIME ZONE 'UTC')::date"):
            where = _where([*_is_current(table, rows), *differs])
            yield " ".join([f"SELECT {said} FROM {rows}", *joined, *where])


def _said(table: str, row: str, utc_day: str) -> Iterator[str]:
    """The values of a mark, once for each day on which the row is counted.

    A moment's day is taken as UTC has it: the London day is that or the next one, and whoever reads a mark takes both.
    """
    reach = REACH[table]
    person = f"{row}.{reach.person}" if reach.person else "CAST(NULL AS bigint)"
    session = f"{row}.{reach.session}" if reach.session else "CAST(NULL AS bigint)"
    moments = {index.on: index.is_moment for index in counted_on(table)}
    days = [utc_day.format(f"{row}.{on}") if moments[on] else f"{row}.{on}" for on in sorted(moments)]
    for day in days or ["CAST(NULL AS date)"]:
        yield f"'{table}', {person}, {day}, {session}"


def _is_current(table: str, row: str) -> list[str]:
    return [f"{row}.superseded_at IS NULL"] if is_fact(table) and not REACH[table].former else []


def _differs(table: str, event: str, either: str) -> list[str]:
    """That an update changed a column that matters; nothing where any may."""
    columns = REACH[table].columns if event == "UPDATE" else ()
    if not columns:
        return []
    told = (*columns, "superseded_at") if is_fact(table) else columns
    return [f"({' OR '.join(either.format(column) for column in told)})"]


def _where(conditions: list[str]) -> list[str]:
    return [f"WHERE {' AND '.join(conditions)}"] if conditions else []
