"""One indicator of each kind of index row, counted for every hub and quarter by SQL as one writes it by hand.

Each statement gives place, quarter, code and how many; where the indicator says so, whether a verified claim stands
behind it. Asked is as at a day and as known now. Nothing of the engine is used.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection

from foundation.lifecycle.dates import (
    AddDays,
    AddMonths,
    DaysBetween,
    LondonDay,
    Native,
    Quarter,
    end_of_london_day,
    london_midnight,
)

Rows = Counter[tuple[int | None, int, str]]  # place, quarter and code


@dataclass(frozen=True)
class Asked:
    """The days of the period, and the day as at which is asked."""

    first: datetime.date
    last: datetime.date
    as_at: datetime.date

    def between_days(self, column: str) -> str:
        return f"{column} BETWEEN '{self.first}' AND '{min(self.last, self.as_at)}'"

    def between_moments(self, column: str) -> str:
        ends = end_of_london_day(min(self.last, self.as_at))
        return f"{column} BETWEEN '{_utc(london_midnight(self.first))}' AND '{_utc(ends)}'"

    @property
    def day_ends(self) -> str:
        return _utc(end_of_london_day(self.as_at))


def _utc(moment: datetime.datetime) -> str:
    zone = "+00" if connection.vendor == "postgresql" else ""
    return f"{moment.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S.%f}{zone}"


def _said(function: type[Native], *of: str, **numbers: int) -> str:
    """A date worked out as the engine of the database says it."""
    on_postgres = connection.vendor == "postgresql"
    joiner = getattr(function, "arg_joiner", ", ") if on_postgres else function.sqlite_joiner
    template = function.template if on_postgres else function.sqlite
    return template % {"expressions": joiner.join(of), **numbers}


def _add_days(of: str, days: int) -> str:
    return _said(AddDays, of, days=days)


def _add_months(of: str, months: int) -> str:
    return _said(AddMonths, of, months=months, following=months + 1)


def _hub_on(person: str, day: str) -> str:
    """The hub of the person's referral live that day, the latest asked for by then, before it moved on."""
    submitted = _said(LondonDay, "f.submitted_at")
    handed_over = (
        "SELECT t.from_hub_id FROM referrals_transfer t WHERE t.referral_id = f.id AND t.state = 'agreed' "
        f"AND {_said(LondonDay, 't.agreed_at')} > {day} ORDER BY t.agreed_at LIMIT 1"
    )
    return f"""(SELECT coalesce(({handed_over}), f.hub_id) FROM referrals_referral f
      WHERE f.person_id = {person} AND f.superseded_at IS NULL AND {submitted} <= {day}
        AND (f.ended_on IS NULL OR f.ended_on > {day}) AND f.state <> 'entered_in_error'
        AND NOT (f.state = 'declined' AND f.decided_at IS NOT NULL
          AND {_said(LondonDay, "f.decided_at")} <= {day})
      ORDER BY f.submitted_at DESC, f.id DESC LIMIT 1)"""


def _died_by(person: str, day: str, asked: Asked) -> str:
    return (
        f"EXISTS (SELECT 1 FROM people_person p WHERE p.id = {person} AND p.superseded_at IS NULL "
        f"AND p.died_on <= {day} AND p.died_on <= '{asked.as_at}')"
    )


def _counted(rows: str, *by: str) -> str:
    named = ", ".join(("place", "quarter", "code", *by))
    return f"SELECT {named}, count(*) FROM ({rows}) AS coded GROUP BY {named}"


def decided_in_time(asked: Asked) -> str:
    submitted, decided = _said(LondonDay, "r.submitted_at"), "coalesce(r.first_decided_at, r.decided_at)"
    rows = f"""SELECT r.*, {submitted} AS day, {decided} AS first_at, {_said(LondonDay, decided)} AS decided_on,
        {_said(LondonDay, "r.waiting_at")} AS waiting_on,
        CASE WHEN r.reconsidered_at IS NULL THEN r.decision_due_on ELSE r.first_due_on END AS due
      FROM referrals_referral r WHERE r.superseded_at IS NULL AND {asked.between_moments("r.submitted_at")}"""
    is_decided = f"(first_at <= '{asked.day_ends}' OR waiting_at <= '{asked.day_ends}')"
    return _counted(f"""SELECT coalesce((SELECT t.from_hub_id FROM referrals_transfer t WHERE t.referral_id = s.id
          AND t.state = 'agreed' AND {_said(LondonDay, "t.agreed_at")} > s.day ORDER BY t.agreed_at LIMIT 1),
          s.hub_id) AS place, {_said(Quarter, "s.day")} AS quarter,
        CASE WHEN state = 'entered_in_error' THEN 'void' WHEN {is_decided} AND due IS NULL THEN 'unknown'
          WHEN first_at <= '{asked.day_ends}' AND decided_on <= due
            OR waiting_at <= '{asked.day_ends}' AND waiting_on <= due THEN 'in_time'
          WHEN {is_decided} THEN 'late'
          WHEN state = 'withdrawn' AND ended_on <= '{asked.as_at}' THEN 'withdrawn'
          WHEN due IS NULL OR due > '{asked.as_at}' THEN 'not_yet_followed' ELSE 'late' END AS code
      FROM ({rows}) AS s""")


def attendance_rate(asked: Asked) -> str:
    return _counted(f"""SELECT b.hub_id AS place, {_said(Quarter, "b.held_on")} AS quarter,
        CASE WHEN b.walk_in THEN 'walk_in' ELSE b.mark END AS code
      FROM hubs_booking b JOIN hubs_session s ON s.id = b.session_id AND s.superseded_at IS NULL
        AND s.state IN ('recorded', 'corrected')
      WHERE b.superseded_at IS NULL AND b.state = 'booked' AND {asked.between_days("b.held_on")}""")


def hub_availability(asked: Asked) -> str:
    """Places used, and places left free: a row of each for each hub and quarter."""
    sessions = f"""SELECT s.hub_id AS place, {_said(Quarter, "s.held_on")} AS quarter, s.capacity,
        (SELECT count(*) FROM hubs_booking b WHERE b.session_id = s.id AND b.superseded_at IS NULL
          AND b.state = 'booked' AND b.mark IN ('attended', 'late', 'left_early')) AS used
      FROM hubs_session s WHERE s.superseded_at IS NULL AND s.state IN ('recorded', 'corrected')
        AND s.capacity IS NOT NULL AND {asked.between_days("s.held_on")}"""
    return f"""SELECT place, quarter, code, CASE code WHEN 'used' THEN used ELSE free END FROM (
        SELECT place, quarter, sum(used) AS used,
          sum(CASE WHEN used < capacity THEN capacity - used ELSE 0 END) AS free
        FROM ({sessions}) AS held GROUP BY place, quarter) AS summed,
      (SELECT 'used' AS code UNION ALL SELECT 'free') AS codes"""


def milestones_verified(asked: Asked) -> str:
    rows = f"""SELECT h.id AS place, {_said(Quarter, _said(LondonDay, "c.first_claimed_at"))} AS quarter,
        CASE WHEN asked_on IS NULL OR asked_on > '{asked.as_at}' THEN 'not_asked'
          WHEN revoked_at <= '{asked.day_ends}' THEN 'not_verified'
          WHEN verified_at <= '{asked.day_ends}' AND {_said(LondonDay, "verified_at")} <= in_time_until
            THEN 'verified'
          WHEN in_time_until > '{asked.as_at}' THEN 'waiting'
          WHEN returned_at <= '{asked.day_ends}' THEN CASE returned_reason
            WHEN 'Evidence missing or incomplete' THEN 'returned_incomplete'
            WHEN 'Dates do not agree' THEN 'returned_dates'
            WHEN 'Claim not eligible' THEN 'returned_not_eligible' ELSE 'returned_other' END
          ELSE 'not_verified' END AS code
      FROM pathways_milestoneclaim c JOIN hubs_hub h ON h.team_id = c.team_id
      WHERE c.superseded_at IS NULL AND {asked.between_moments("c.first_claimed_at")}"""
    return _counted(rows)


def housed_on_release(asked: Asked) -> str:
    key = "coalesce(c.version_of_id, c.id)"
    check = f"""SELECT c.answer FROM pathways_check c WHERE c.person_id = r.person_id AND c.superseded_at IS NULL
        AND c.name = 'release_night' AND c.point_on = r.released_on AND c.answer NOT IN ('', 'unknown')
      ORDER BY {key} DESC LIMIT 1"""
    covering = """pathways_spell s WHERE s.person_id = r.person_id AND s.superseded_at IS NULL
        AND s.kind = 'accommodation' AND s.started_on <= r.released_on
        AND (s.ended_on IS NULL OR s.ended_on > r.released_on)"""
    home = f"""SELECT coalesce((SELECT a.housed_on_release_night FROM pathways_accommodationcode a
        WHERE a.code = s.code AND a.valid_from <= s.started_on
          AND (a.valid_until IS NULL OR a.valid_until > s.started_on) LIMIT 1), s.code)
      FROM {covering} ORDER BY s.started_on DESC, s.id DESC LIMIT 1"""
    verified = f"""EXISTS (SELECT 1 FROM {covering} AND EXISTS (SELECT 1 FROM pathways_milestoneclaim c
        WHERE c.spell_id = s.id AND c.superseded_at IS NULL AND c.verified_at <= '{asked.day_ends}'
          AND (c.revoked_at IS NULL OR c.revoked_at > '{asked.day_ends}')))"""
    return _counted(
        f"""SELECT {_hub_on("r.person_id", "r.released_on")} AS place,
        {_said(Quarter, "r.released_on")} AS quarter,
        CASE WHEN recalled_on <= released_on THEN 'recalled'
          WHEN {_died_by("r.person_id", "r.released_on", asked)} THEN 'died'
          WHEN r.released_on > '{asked.as_at - datetime.timedelta(days=1)}' THEN 'not_yet_followed'
          ELSE coalesce(({check}), ({home}), 'unknown') END AS code, {verified} AS verified
      FROM ({_releases_once_a_day(asked)}) AS r""",
        "verified",
    )


def _releases_once_a_day(asked: Asked) -> str:
    """Of several of a person on one day the one that was not recalled that day, then the last entered."""
    stands = "CASE WHEN {0}.recalled_on = {0}.released_on THEN 0 ELSE 1 END"
    mine, other = stands.format("r"), stands.format("o")
    return f"""SELECT r.* FROM people_release r WHERE r.superseded_at IS NULL
        AND r.kind IN ('licence', 'end_of_sentence', 'post_recall') AND {asked.between_days("r.released_on")}
        AND NOT EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = r.person_id
          AND o.released_on = r.released_on AND o.superseded_at IS NULL
          AND o.kind IN ('licence', 'end_of_sentence', 'post_recall')
          AND ({other} > {mine} OR {other} = {mine} AND o.id > r.id))"""


def proven_reoffending(asked: Asked) -> str:
    first = "superseded_at IS NULL AND {0}.kind IN ('licence', 'end_of_sentence') AND ({0}.recalled_on IS NULL " \
            "OR {0}.recalled_on <> {0}.released_on)"  # fmt: skip
    proven = f"""SELECT 1 FROM people_offence f WHERE f.person_id = r.person_id AND f.superseded_at IS NULL
        AND f.offence_on BETWEEN r.released_on AND {_add_days("r.released_on", 365)}
        AND f.disposed_on <= {_add_months("r.released_on", 18)}"""
    return _counted(f"""SELECT {_hub_on("r.person_id", "r.released_on")} AS place,
        {_said(Quarter, "r.released_on")} AS quarter,
        CASE WHEN EXISTS (SELECT 1 FROM people_person p WHERE p.id = r.person_id AND NOT p.pnc_matched)
            THEN 'not_matched'
          WHEN {_add_months("r.released_on", 18)} > '{asked.as_at}' THEN 'not_yet_followed'
          WHEN EXISTS ({proven}) THEN 'yes' ELSE 'no' END AS code
      FROM people_release r WHERE r.{first.format("r")} AND {asked.between_days("r.released_on")}
        AND NOT EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = r.person_id AND o.{first.format("o")}
          AND o.released_on <= '{asked.as_at}'
          AND {_said(Quarter, "o.released_on")} = {_said(Quarter, "r.released_on")}
          AND (o.released_on < r.released_on OR o.released_on = r.released_on AND o.id < r.id))""")


def treatment_completed(asked: Asked) -> str:
    return _counted(f"""SELECT {_hub_on("s.person_id", "s.ended_on")} AS place,
        {_said(Quarter, "s.ended_on")} AS quarter, CASE s.end_reason WHEN 'free_of_dependence' THEN 'completed'
          WHEN '' THEN 'unsaid' ELSE 'left' END AS code
      FROM pathways_spell s WHERE s.superseded_at IS NULL AND s.kind = 'treatment'
        AND {asked.between_days("s.ended_on")}""")


def wait_to_first_attendance(asked: Asked) -> str:
    """How many stopped waiting on which day, and how: what medians and quartiles are worked out from."""
    rows = f"""SELECT r.*, {_said(LondonDay, "r.submitted_at")} AS day FROM referrals_referral r
      WHERE r.superseded_at IS NULL AND {asked.between_moments("r.submitted_at")}
        AND state <> 'entered_in_error' AND NOT (state = 'declined' AND decided_at <= '{asked.day_ends}')"""
    came = f"""SELECT min(b.held_on) FROM hubs_booking b JOIN hubs_session h ON h.id = b.session_id
        AND h.superseded_at IS NULL AND h.state IN ('recorded', 'corrected')
      WHERE b.person_id = s.person_id AND b.superseded_at IS NULL AND b.state = 'booked'
        AND b.mark IN ('attended', 'late', 'left_early') AND b.held_on BETWEEN s.day AND '{asked.as_at}'
        AND (b.hub_id = s.hub_id OR EXISTS (SELECT 1 FROM referrals_transfer t WHERE t.referral_id = s.id
          AND t.state = 'agreed' AND t.from_hub_id = b.hub_id))"""
    dates = f"""SELECT s.*, ({came}) AS came_on, (SELECT p.died_on FROM people_person p WHERE p.id = s.person_id
        AND p.died_on <= '{asked.as_at}') AS died_on,
        coalesce((SELECT t.from_hub_id FROM referrals_transfer t WHERE t.referral_id = s.id AND t.state = 'agreed'
          AND {_said(LondonDay, "t.agreed_at")} > s.day ORDER BY t.agreed_at LIMIT 1), s.hub_id) AS place
      FROM ({rows}) AS s"""
    least, greatest = ("least", "greatest") if connection.vendor == "postgresql" else ("min", "max")

    def days_to(day: str) -> str:
        return _said(DaysBetween, day, "d.day")

    as_at = f"date('{asked.as_at}')"
    stop = f"""{least}(coalesce({days_to("d.came_on")}, 1000000) * 2,
        {greatest}(coalesce({days_to(f"CASE WHEN d.ended_on <= '{asked.as_at}' THEN d.ended_on END")}, 1000000), 0)
          * 2 + 1,
        {greatest}(coalesce({days_to("d.died_on")}, 1000000), 0) * 2 + 1, {days_to(as_at)} * 2 + 1)"""
    return _counted(f"SELECT place, {_said(Quarter, 'd.day')} AS quarter, {stop} AS code FROM ({dates}) AS d")


STATEMENTS: Mapping[str, Callable[[Asked], str]] = {
    "decided-in-time": decided_in_time,
    "attendance-rate": attendance_rate,
    "hub-availability": hub_availability,
    "milestones-verified": milestones_verified,
    "housed-on-release": housed_on_release,
    "treatment-completed": treatment_completed,
    "proven-reoffending": proven_reoffending,
    "wait-to-first-attendance": wait_to_first_attendance,
}


def ask(slug: str, asked: Asked) -> Rows:
    """The rows of one statement; of those that say so, a verified event is a code of its own."""
    found: Rows = Counter()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[slug](asked))
        for place, quarter, code, *verified, number in cursor.fetchall():
            if int(number):
                found[place, int(quarter), f"{code}+" if any(verified) else str(code)] += int(number)
    return found
