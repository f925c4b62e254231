"""When a rule stands against a row: one text of SQL that SQLite and PostgreSQL both read.

Each function gives a condition about a person and a session, named by any SQL expression for their keys. Rows that a
correction laid aside are never looked at. (domain: No contact)
"""

BOOKINGS, SESSIONS, HUBS = "hubs_booking", "hubs_session", "hubs_hub"
PAIRS, CONDITIONS, PEOPLE = "people_nocontact", "people_licencecondition", "people_person"
HELD = "('offered', 'booked')"  # takes a place and may meet others; written as the index `booking_that_meets` has it
AHEAD = "('scheduled', 'open')"
# Ends a subquery that is asked of one row after the other, by index. Without it PostgreSQL joins in its own order, and
# where it planned while the table was empty it reads every booking for each that is written.
FENCE = "LIMIT 1 OFFSET 0"


def family(hub: str) -> str:
    """The key of a hub's family: of the hub itself, or of the hub whose satellite it is."""
    return f"(SELECT COALESCE(f.parent_id, f.id) FROM {HUBS} f WHERE f.id = {hub})"


def family_of_session(session: str) -> str:
    return family(of_session("hub_id", session))


def of_session(column: str, session: str) -> str:
    return f"(SELECT s.{column} FROM {SESSIONS} s WHERE s.id = {session})"


def taken(session: str, only: str = "TRUE") -> str:
    """How many places of the session are booked or offered."""
    return (
        f"(SELECT count(*) FROM {BOOKINGS} c WHERE c.session_id = {session} AND c.superseded_at IS NULL "
        f"AND c.state IN {HELD} AND {only})"
    )


def meets(person: str, session: str, also: str = "TRUE") -> str:
    """Somebody whom the person may not meet has a place in a session that brings the two together."""
    return f"""EXISTS (SELECT 1 FROM (
        SELECT second_id AS other_id, since, until, superseded_at FROM {PAIRS} WHERE first_id = {person}
        UNION ALL
        SELECT first_id, since, until, superseded_at FROM {PAIRS} WHERE second_id = {person}) n
      WHERE EXISTS (SELECT 1 FROM {BOOKINGS} o
        WHERE o.person_id = n.other_id AND o.superseded_at IS NULL AND o.state IN {HELD} AND EXISTS (
          SELECT 1 FROM {SESSIONS} a JOIN {HUBS} ha ON ha.id = a.hub_id
          JOIN {SESSIONS} b ON b.id = o.session_id JOIN {HUBS} hb ON hb.id = b.hub_id
          WHERE a.id = {session} AND {in_force("n", later_day("a", "b"))} AND {together("a", "b")} AND {also}
          {FENCE}) {FENCE}))"""


def excluded(person: str, session: str) -> str:
    """The person must keep away from the session's hub on its day."""
    return f"""EXISTS (SELECT 1 FROM {CONDITIONS} x
      WHERE x.person_id = {person} AND x.kind = 'exclusion_hub' AND EXISTS (
        SELECT 1 FROM {SESSIONS} e JOIN {HUBS} he ON he.id = e.hub_id
        WHERE e.id = {session} AND he.team_id = x.team_id AND {in_force("x", "e.held_on")} AND e.state <> 'not_held'
        {FENCE}))"""


def together(a: str, b: str) -> str:
    """Two sessions put people together: they overlap, take place, and are at hubs `h<a>` and `h<b>` of one family."""
    return (
        f"{a}.starts_at < {b}.ends_at AND {b}.starts_at < {a}.ends_at "
        f"AND {a}.state <> 'not_held' AND {b}.state <> 'not_held' "
        f"AND COALESCE(h{a}.parent_id, h{a}.id) = COALESCE(h{b}.parent_id, h{b}.id)"
    )


def in_force(condition: str, day: str) -> str:
    """A dated row stands on a day: from-until, until exclusive. No rule reads the clock."""
    return (
        f"{condition}.superseded_at IS NULL AND {condition}.since <= {day} "
        f"AND ({condition}.until IS NULL OR {condition}.until > {day})"
    )


def later_day(a: str, b: str) -> str:
    """The day on which two overlapping sessions meet: the later one, where midnight lies between."""
    return f"CASE WHEN {a}.held_on > {b}.held_on THEN {a}.held_on ELSE {b}.held_on END"


def any_of(*conditions: str) -> str:
    """One of the conditions holds. All are asked, always, so that the time of an answer does not tell which it was."""
    return " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in conditions) + " > 0"
