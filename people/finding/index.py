"""The index of names: where a part of a name, or one misspelt, is found among everybody (domain: Search before create).

SQLite keeps a table of trigrams (FTS5), carried along by triggers on every path; PostgreSQL an index of trigrams (GIN).
Both are asked the same: whose plain name holds a half of every word? One slip leaves one half of a word whole.
"""

from collections.abc import Iterable, Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q
from django.db.models.expressions import RawSQL

from foundation.lifecycle import triggers

from .sounds import SHORTEST_PART

NAME, TABLE = "people_search", "people_person"
_FILL = (
    f"INSERT INTO {NAME} (rowid, plain_name) SELECT id, plain_name FROM {TABLE} WHERE superseded_at IS NULL"
)


def halves(word: str) -> tuple[str, ...]:
    """The parts of a word of which one slip leaves one whole; of a short word its beginning and its end.

    None of a word of fewer than three letters.
    """
    if len(word) < SHORTEST_PART:
        return ()
    cut = max(SHORTEST_PART, len(word) // 2)
    return tuple(dict.fromkeys((word[:cut], word[-cut:])))


def named(words: Iterable[str], *, using: str = DEFAULT_DB_ALIAS) -> Q | None:
    """Whoever's plain name holds a half of every word, for a query of people; None where no word is long enough.

    words: in plain letters, so that nothing in them means anything to a database.
    """
    parts = [found for word in words if (found := halves(word))]
    if not parts:
        return None
    if connections[using].vendor == "sqlite":
        asked = " AND ".join(f"({' OR '.join(_quoted(each))})" for each in parts)
        return Q(pk__in=RawSQL(f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH %s", [asked]))
    every = Q()
    for each in parts:
        every &= Q(*(("plain_name__contains", half) for half in each), _connector=Q.OR)
    return every


def differs(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """How many names the index lacks or has too many; PostgreSQL keeps its own in step."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return 0
    current = f"SELECT id, plain_name FROM {TABLE} WHERE superseded_at IS NULL"
    indexed = f"SELECT rowid, plain_name FROM {NAME}"
    with connection.cursor() as cursor:
        apart = (
            f"SELECT * FROM ({current} EXCEPT {indexed}) UNION ALL SELECT * FROM ({indexed} EXCEPT {current})"
        )
        cursor.execute(f"SELECT count(*) FROM ({apart})")
        return int(cursor.fetchone()[0])


def rebuild(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the index anew from the people as they are."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DELETE FROM {NAME}")
            cursor.execute(_FILL)
        else:
            cursor.execute(f"REINDEX INDEX {NAME}")


def register() -> None:
    """Have the database keep the index, with its other rules."""
    triggers.register(_INDEX, *_CARRIED_ALONG)


def _quoted(halves_of_word: Sequence[str]) -> list[str]:
    return [f'"{half}"' for half in halves_of_word]


_INDEX = triggers.Index(
    name=NAME,
    table=TABLE,
    needs="plain_name",
    sqlite=(f"CREATE VIRTUAL TABLE {NAME} USING fts5(plain_name, tokenize='trigram')", _FILL),
    postgresql=(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"CREATE INDEX {NAME} ON {TABLE} USING gin (plain_name gin_trgm_ops) WHERE superseded_at IS NULL",
    ),
)
_ADDED = (
    f"INSERT INTO {NAME} (rowid, plain_name) SELECT NEW.id, NEW.plain_name WHERE NEW.superseded_at IS NULL;"
)
_GONE = f"DELETE FROM {NAME} WHERE rowid = OLD.id;"
_CARRIED_ALONG = [
    triggers.Trigger(
        name=f"{NAME}_{name}", table=TABLE, head="", body="", needs="plain_name",
        sqlite=f"CREATE TRIGGER {NAME}_{name} AFTER {event} ON {TABLE} BEGIN {does} END",
    )
    for name, event, does in (
        ("added", "INSERT", _ADDED),
        ("changed", "UPDATE OF plain_name, superseded_at", f"{_GONE} {_ADDED}"),
        ("removed", "DELETE", _GONE),
    )
]  # fmt: skip
