"""The rules: on which table and change each is asked, which families it holds first, and what it refuses.

Rows are judged after the change, as they stand. `when` compares OLD and NEW, since a save writes every column: a row
saved unchanged is never refused because something else has made its session irregular. Leaving is always free.
"""

from dataclasses import dataclass

from foundation.lifecycle.triggers import Trigger

from .holding import HOLD
from .refusals import NEUTRAL, NEUTRAL_CHANGE, NO_SATELLITE
from .sql import (
    AHEAD,
    BOOKINGS,
    CONDITIONS,
    HELD,
    HUBS,
    PAIRS,
    PEOPLE,
    SESSIONS,
    any_of,
    excluded,
    family,
    family_of_session,
    meets,
    of_session,
    taken,
)


@dataclass(frozen=True)
class Rule:
    """One trigger. families: SQL for the keys to hold on PostgreSQL; pairs: wait for every booking under way."""

    name: str
    table: str
    event: str
    when: str
    families: tuple[str, ...] = ()
    refuse_if: str = ""
    text: str = NEUTRAL
    pairs: bool = False

    def as_trigger(self) -> Trigger:
        head = f"AFTER {self.event} ON {self.table} FOR EACH ROW WHEN ({self.when})"
        return Trigger(
            name=self.name,
            table=self.table,
            sqlite=(
                f"CREATE TRIGGER {self.name} {head} "
                f"BEGIN SELECT RAISE(ABORT, '{self.text}') WHERE {self.refuse_if}; END"
                if self.refuse_if
                else ""
            ),
            head=head,
            body=self._body(),
        )

    def _body(self) -> str:
        """Hold the families, again if one changed while waiting, then judge. The first line lets `missing` compare."""
        families = f"ARRAY[{', '.join(self.families)}]::bigint[]"
        judge = f"""
  IF {self.refuse_if} THEN
    RAISE EXCEPTION '{self.text}' USING ERRCODE = 'check_violation', CONSTRAINT = 'rules_of_hubs';
  END IF;"""
        return f"""
-- {self.when}
DECLARE held bigint[];
BEGIN
  LOOP
    held := {families};
    PERFORM {HOLD.name}(held, {str(self.pairs).lower()});
    EXIT WHEN held = {families};
  END LOOP;{judge if self.refuse_if else ""}
  RETURN NULL;
END """


# --- Bookings -----------------------------------------------------------------------------------------------------

_HAS_A_PLACE = f"NEW.superseded_at IS NULL AND NEW.state IN {HELD}"
_FULL = (
    f"NEW.allowed_by_id IS NULL AND {taken('NEW.session_id')} > {of_session('capacity', 'NEW.session_id')}"
)
_MEETS = meets("NEW.person_id", "NEW.session_id")
_EXCLUDED = excluded("NEW.person_id", "NEW.session_id")
_IS_AHEAD = f"{of_session('state', 'NEW.session_id')} IN {AHEAD}"
# A file brings what has happened: it is listed, never refused (files: Import files).
_IS_HISTORY = f"NEW.imported AND NOT {_IS_AHEAD}"
_ENTERS = (
    f"(OLD.state NOT IN {HELD} OR OLD.session_id <> NEW.session_id "
    "OR (OLD.allowed_by_id IS NOT NULL AND NEW.allowed_by_id IS NULL))"
)
# Taking a merge back may always put a booking back: what it brings together is listed.
_UNMERGED = (
    f"EXISTS (SELECT 1 FROM {PEOPLE} p WHERE p.id = NEW.person_id AND p.merged_into_id = OLD.person_id)"
)
_MERGED = f"(OLD.person_id <> NEW.person_id AND {_IS_AHEAD} AND NOT {_UNMERGED})"
_MEETS_ANEW = f"(OLD.state <> NEW.state OR OLD.session_id <> NEW.session_id OR {_MERGED})"

_BOOKINGS = (
    Rule("booking_made", BOOKINGS, "INSERT", _HAS_A_PLACE, (family_of_session("NEW.session_id"),),
         f"NOT ({_IS_HISTORY}) AND ({any_of(_FULL, _MEETS, _EXCLUDED)})"),
    # Offering, accepting, restoring, moving, merging. An offered place was counted already: accepting it asks again
    # whom the person would meet, not for room. A merge is judged in sessions ahead; the past was as it was.
    Rule("booking_changed", BOOKINGS, "UPDATE",
         f"{_HAS_A_PLACE} AND OLD.superseded_at IS NULL "
         f"AND ({_ENTERS} OR OLD.state <> NEW.state OR OLD.person_id <> NEW.person_id)",
         (family_of_session("NEW.session_id"), family_of_session("OLD.session_id")),
         f"NOT ({_IS_HISTORY}) AND ("
         + any_of(f"{_ENTERS} AND {_FULL}", f"{_MEETS_ANEW} AND {_MEETS}", f"{_MEETS_ANEW} AND {_EXCLUDED}")
         + ")"),
)  # fmt: skip

# --- Sessions and hubs --------------------------------------------------------------------------------------------

# What a register or a file says did take place is history; only a session that is put on again is judged.
_RETIMED = (
    "(OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at OR OLD.held_on <> NEW.held_on "
    f"OR OLD.hub_id <> NEW.hub_id OR (OLD.state = 'not_held' AND NEW.state IN {AHEAD}))"
)
_LOWERED = "(NEW.capacity IS NOT NULL AND (OLD.capacity IS NULL OR NEW.capacity < OLD.capacity))"
_ASKED_FOR = "c.allowed_by_id IS NULL AND NOT c.walk_in AND NOT c.imported"
_IN_SESSION = f"m.session_id = NEW.id AND m.superseded_at IS NULL AND m.state IN {HELD} AND NOT m.imported"
_PARENT_CHANGED = "COALESCE(OLD.parent_id, 0) <> COALESCE(NEW.parent_id, 0)"
_TWO_LEVELS = (
    f"EXISTS (SELECT 1 FROM {HUBS} p WHERE p.id = NEW.parent_id AND (p.parent_id IS NOT NULL OR p.id = NEW.id)) "
    f"OR (NEW.parent_id IS NOT NULL AND EXISTS (SELECT 1 FROM {HUBS} c WHERE c.parent_id = NEW.id))"
)

_SESSIONS = (
    Rule("session_changed", SESSIONS, "UPDATE", f"NEW.superseded_at IS NULL AND ({_RETIMED} OR {_LOWERED})",
         (family("OLD.hub_id"), family("NEW.hub_id")),
         f"({_LOWERED} AND {taken('NEW.id', _ASKED_FOR)} > NEW.capacity) "
         f"OR ({_RETIMED} AND EXISTS (SELECT 1 FROM {BOOKINGS} m WHERE {_IN_SESSION} "
         f"AND ({meets('m.person_id', 'm.session_id')} OR {excluded('m.person_id', 'm.session_id')})))",
         NEUTRAL_CHANGE),
)  # fmt: skip

_HUBS = (
    Rule("hub_made", HUBS, "INSERT", "NEW.parent_id IS NOT NULL", ("NEW.parent_id",), _TWO_LEVELS, NO_SATELLITE),
    Rule("hub_has_two_levels", HUBS, "UPDATE", _PARENT_CHANGED, ("OLD.id", "OLD.parent_id", "NEW.parent_id"),
         _TWO_LEVELS, NO_SATELLITE),
    # A hub that joins a family: sessions still ahead, against the family's other hubs.
    Rule("hub_joined", HUBS, "UPDATE", _PARENT_CHANGED, ("OLD.id", "OLD.parent_id", "NEW.parent_id"),
         f"EXISTS (SELECT 1 FROM {SESSIONS} t JOIN {BOOKINGS} m ON m.session_id = t.id "
         f"WHERE t.hub_id = NEW.id AND t.superseded_at IS NULL AND t.state IN {AHEAD} AND m.superseded_at IS NULL "
         f"AND m.state IN {HELD} AND {meets('m.person_id', 'm.session_id', 'b.hub_id <> NEW.id')})",
         NEUTRAL_CHANGE),
)  # fmt: skip

# --- Who may not meet, and where not to go ------------------------------------------------------------------------

# A condition recorded late is never refused. It waits for bookings under way, so that the list of clashes misses none.
_SAYS_MORE = "OLD.since <> NEW.since OR OLD.until IS NOT NULL OR OLD.superseded_at IS NOT NULL"
_PAIRS = (
    Rule("pair_made", PAIRS, "INSERT", "NEW.superseded_at IS NULL", pairs=True),
    Rule("pair_changed", PAIRS, "UPDATE",
         "NEW.superseded_at IS NULL "
         f"AND (OLD.first_id <> NEW.first_id OR OLD.second_id <> NEW.second_id OR {_SAYS_MORE})",
         pairs=True),
    Rule("exclusion_made", CONDITIONS, "INSERT", "NEW.superseded_at IS NULL AND NEW.kind = 'exclusion_hub'",
         pairs=True),
    Rule("exclusion_changed", CONDITIONS, "UPDATE",
         "NEW.superseded_at IS NULL AND NEW.kind = 'exclusion_hub' "
         f"AND (OLD.person_id <> NEW.person_id OR OLD.kind <> NEW.kind OR OLD.team_id <> NEW.team_id OR {_SAYS_MORE})",
         pairs=True),
)  # fmt: skip

FUNCTIONS = (HOLD,)
TRIGGERS = tuple(rule.as_trigger() for rule in (*_BOOKINGS, *_SESSIONS, *_HUBS, *_PAIRS))
