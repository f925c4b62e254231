"""Rules are judged one transaction at a time within a family of hubs: a hub and its satellites.

PostgreSQL only; SQLite has one writer, so nothing else can be under way. Two key spaces of advisory locks, always taken
in one order: PAIRS first (shared by whoever books, alone by whoever records that two may not meet), then the families.
"""

from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections

from foundation.lifecycle.triggers import Function

from . import sql

if TYPE_CHECKING:
    from ..models import Hub

PAIRS, FAMILIES = 7302, 7301

# A snapshot older than the lock would not see what the lock waited for: READ COMMITTED only.
HOLD = Function(
    "hold_hub_families",
    "families bigint[], pairs boolean",
    f"""
DECLARE family bigint;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'the rules of hubs need READ COMMITTED' USING ERRCODE = 'feature_not_supported';
  END IF;
  IF pairs THEN
    PERFORM pg_advisory_xact_lock({PAIRS}, 0);
  ELSE
    PERFORM pg_advisory_xact_lock_shared({PAIRS}, 0);
  END IF;
  FOR family IN SELECT DISTINCT f FROM unnest(families) f WHERE f IS NOT NULL ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock({FAMILIES}, CAST(family AS integer));
  END LOOP;
END """,
)


def hold(*hubs: "Hub | int", pairs: bool = False, using: str = DEFAULT_DB_ALIAS) -> None:
    """Hold the families of these hubs, or of hubs with these keys, until the transaction ends.

    The first statement of every transaction that books, offers, restores, moves, re-times or frees a place: a row held
    before the family is a deadlock with whoever holds them the other way round. pairs: nobody may book anywhere
    meanwhile, for what changes who may meet.
    """
    if connections[using].vendor != "postgresql":
        return
    keys = [hub if isinstance(hub, int) else hub.pk for hub in hubs]
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {HOLD.name}(ARRAY(SELECT COALESCE(parent_id, id) FROM {sql.HUBS} WHERE id = ANY(%s)), %s)",
            [keys, pairs],
        )
