"""Rules that the database itself keeps where Django has no constraint: one registry, two engines.

They are taken off before every migrate and put back after it, since SQLite's table rebuild drops a table's own triggers
silently and PostgreSQL refuses to alter a column that one names; and verified when a process starts.
(architecture: Inside an app; Known traps 3 and 4)
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True)
class Trigger:
    """One trigger on one table, written for each engine.

    `sqlite` is the whole CREATE TRIGGER. On PostgreSQL `head` is what stands after `CREATE TRIGGER <name>` up to
    EXECUTE, and `body` the PL/pgSQL between $$ signs; a refusal there uses ERRCODE 'check_violation' so that it
    arrives as IntegrityError. An empty text means that engine needs none. `needs` is a column without which it is left
    off: an older schema, to which somebody has migrated back, has none. `writes`: likewise another table.
    """

    name: str
    table: str
    sqlite: str
    head: str
    body: str
    needs: str = ""
    writes: str = ""


@dataclass(frozen=True)
class Function:
    """What bodies of triggers share on PostgreSQL, in PL/pgSQL; SQLite has no functions and needs none."""

    name: str
    arguments: str
    body: str


@dataclass(frozen=True)
class Index:
    """A way to find rows of `table` for which Django has no word; each text is the statements that make and fill it.

    On SQLite it is a virtual table of that name, kept in step by triggers: it goes with them before a migration and is
    made again from the rows after it. On PostgreSQL it follows every change by itself, and stays. `needs`: as above.
    """

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]
    needs: str = ""


_registry: dict[str, Trigger] = {}
_functions: dict[str, Function] = {}
_indexes: dict[str, Index] = {}


def register(*rules: Trigger | Function | Index) -> None:
    """Add triggers and what goes with them; called at the foot of the models they guard, or by their app's `ready`."""
    for rule in rules:
        if isinstance(rule, Function):
            _functions[rule.name] = rule
        elif isinstance(rule, Index):
            _indexes[rule.name] = rule
        else:
            _registry[rule.name] = rule


def append_only(table: str, *, columns: Iterable[str] = ()) -> list[Trigger]:
    """After these, rows of `table` can only be added: no update, delete, replace, upsert or truncate (trust: 9).

    columns: where given, only these are never updated; the others may be.
    """
    refuse = f"BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'check_violation'; END"
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    return [
        Trigger(
            name=f"{table}_keep_{event.lower()}",
            table=table,
            sqlite=(
                f"CREATE TRIGGER {table}_keep_{event.lower()} BEFORE {when} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                if event != "TRUNCATE"
                else ""
            ),
            head=f"BEFORE {when} ON {table} FOR EACH {'STATEMENT' if event == 'TRUNCATE' else 'ROW'}",
            body=refuse,
        )
        for event, when in (("UPDATE", update), ("DELETE", "DELETE"), ("TRUNCATE", "TRUNCATE"))
    ]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every trigger on whose table exists; safe to repeat."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in _functions.values():
                cursor.execute(_created(function))
        lacking = set(_indexes) - _indexes_there(connection)
        for index in (_indexes[name] for name in sorted(lacking)):
            if index.table in tables and _has_what_it_needs(index, cursor, connection):
                for statement in getattr(index, connection.vendor):
                    cursor.execute(statement)
        for trigger in _registry.values():
            stands = {trigger.table, trigger.writes or trigger.table} <= tables
            if stands and _has_what_it_needs(trigger, cursor, connection):
                for statement in _statements(trigger, connection.vendor):
                    cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every trigger off, for a migration."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _registry.values():
            if trigger.table in tables:
                on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")
        if connection.vendor == "sqlite":
            for name in _indexes:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Without triggers for a while: for test databases that are emptied between tests, nothing else."""
    remove(using)
    try:
        yield
    finally:
        install(using)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers, functions and indexes that are absent, switched off, or not as the registry has them."""
    connection = connections[using]
    wanted: dict[str, str]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, p.prosrc "
                "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
                "UNION ALL SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)",
                [list(_functions)],
            )
            wanted = {name: trigger.body for name, trigger in _registry.items() if trigger.body}
            wanted |= {name: function.body for name, function in _functions.items()}
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            wanted = {name: trigger.sqlite for name, trigger in _registry.items() if trigger.sqlite}
        found = dict(cursor.fetchall())
    absent = [name for name, text in wanted.items() if found.get(name) != text]
    return sorted([*absent, *(set(_indexes) - _indexes_there(connection))])


def _has_what_it_needs(rule: Trigger | Index, cursor, connection) -> bool:
    if not rule.needs:
        return True
    described = connection.introspection.get_table_description(cursor, rule.table)
    return rule.needs in {column.name for column in described}


def _indexes_there(connection) -> set[str]:
    asks = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
    }
    with connection.cursor() as cursor:
        cursor.execute(asks[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def verify(using: str = DEFAULT_DB_ALIAS) -> None:
    """Stop the process at its start unless every rule is in force.

    Raises ImproperlyConfigured, naming what is missing.
    """
    if absent := missing(using):
        raise ImproperlyConfigured(f"The database lacks rules: {', '.join(absent)}. Run migrate.")


def before_migrate(using: str, plan: list, **_) -> None:
    if plan:
        remove(using)


def after_migrate(using: str, **_) -> None:
    install(using)


def check_installed(databases=None, **_) -> list[checks.CheckMessage]:
    """A warning, not an error: an error would stop the migrate that puts the rules back."""
    found: list[checks.CheckMessage] = []
    for using in databases or ():
        if connections[using].introspection.table_names() and (absent := missing(using)):
            found.append(
                checks.Warning(f"rules not in force on {using}: {', '.join(absent)}", id="lifecycle.W001")
            )
    return found


# A trigger keeps the plan of its first row. Planned while the table was known to be empty, it would read all of it for
# each row that one statement writes.
_BY_INDEX = "SET enable_seqscan = off"


def _statements(trigger: Trigger, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return (
            []
            if not trigger.body
            else [
                f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql {_BY_INDEX} "
                f"AS $${trigger.body}$$",
                f"CREATE OR REPLACE TRIGGER {trigger.name} {trigger.head} EXECUTE FUNCTION {trigger.name}()",
            ]
        )
    return [f"DROP TRIGGER IF EXISTS {trigger.name}", trigger.sqlite] if trigger.sqlite else []


def _created(function: Function) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {function.name}({function.arguments}) RETURNS void LANGUAGE plpgsql "
        f"AS $${function.body}$$"
    )
