"""Tables without their indexes, foreign keys and triggers for a while: filled first, held to every rule after.

CHECK constraints stay in force throughout, and an index that is unique refuses to come back over rows that break it.
Foreign keys take longer to prove than rows to write: a large nation, put together as the small one that a test
proves, is trusted with them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from django.core.management.color import no_style
from django.db import connection, models, transaction

from foundation.lifecycle import triggers

# Long statements of many rows: compiled they take less, and sorts of a million people stay in memory.
ROOM = {"synchronous_commit": "off", "maintenance_work_mem": "'2GB'", "work_mem": "'512MB'", "jit": "on"}
# Nothing to go back to and nothing forced to disk: whoever is interrupted begins with an empty file. Two threads sort,
# which SQLite lets them only where what they sort may lie in a file.
HASTE = {
    "journal_mode": "OFF",
    "synchronous": "OFF",
    "secure_delete": "OFF",
    "cache_size": "-500000",
    "temp_store": "FILE",
    "threads": "2",
}


@contextmanager
def bare(filled: Sequence[type[models.Model]], *, proving: bool) -> Iterator[None]:
    """Fill these models' tables inside; the triggers of `foundation.lifecycle.triggers` are lifted meanwhile.

    proving: the foreign keys are held against the rows that are there, not only against those to come.
    """
    tables = [each._meta.db_table for each in filled]
    connection.check_constraints()  # what waits for the transaction's end would forbid to alter the tables
    on_postgres = connection.vendor == "postgresql"
    with _in_haste():
        with transaction.atomic() if on_postgres else nullcontext(), triggers.lifted():
            taken_off = _taken_off_postgres(tables, proving) if on_postgres else _taken_off_sqlite(tables)
            yield
            with connection.cursor() as cursor:
                for statement in taken_off:
                    cursor.execute(statement)
                for statement in connection.ops.sequence_reset_sql(no_style(), filled):
                    cursor.execute(statement)
        if proving and not on_postgres:
            connection.check_constraints(table_names=tables)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def _in_haste() -> Iterator[None]:
    """The session's settings for a load, and those from before it after it."""
    former = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, value in ROOM.items():
                cursor.execute(f"SET {name} = {value}")
        elif not connection.in_atomic_block:  # a transaction keeps its journal
            for name, value in HASTE.items():
                former[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
                cursor.execute(f"PRAGMA {name} = {value}")
    yield
    with connection.cursor() as cursor:
        for name in ROOM if connection.vendor == "postgresql" else ():
            cursor.execute(f"RESET {name}")
        for name, value in former.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def _taken_off_postgres(tables: Sequence[str], proving: bool) -> list[str]:
    """The statements that put back what was taken off: keys first, since foreign keys are checked by them."""
    put_back = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype FROM pg_constraint "
            "WHERE contype IN ('u', 'p') AND conrelid::regclass::text = ANY(%(tables)s) OR contype = 'f' "
            "AND ARRAY[conrelid, confrelid]::regclass[]::text[] && %(tables)s ORDER BY contype = 'f', conname",
            {"tables": list(tables)},
        )
        constraints = cursor.fetchall()
        for table, name, _, _ in reversed(constraints):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) ORDER BY indexname",
            [list(tables)],
        )
        for name, definition in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
            put_back.append(definition)
        for table in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone() == (False,):  # a file begun in the transaction needs no journal
                cursor.execute(f"TRUNCATE {table}")
    for table, name, definition, kind in constraints:
        trusted = "" if proving or kind != "f" else " NOT VALID"
        put_back.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{trusted}')
    return put_back


def _taken_off_sqlite(tables: Sequence[str]) -> list[str]:
    """Likewise; an index that belongs to the table's own text stays."""
    marks = ", ".join("%s" for _ in tables)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({marks}) ORDER BY tbl_name, name",
            list(tables),
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found] + ["PRAGMA foreign_keys = ON"]
