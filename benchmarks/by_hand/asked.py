"""What the statements by hand share: the days asked for, the hub on a day, whose release counts, the count itself."""

import datetime
from collections.abc import Iterable, Mapping
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

CAME = "IN ('attended', 'late', 'left_early')"
HELD = "IN ('recorded', 'corrected')"
COUNTED = "IN ('licence', 'end_of_sentence', 'post_recall')"
WORK = "IN ('employed', 'self_employed', 'apprenticeship')"


@dataclass(frozen=True)
class Asked:
    """The days of the period, the day as at which is asked, and that to which offence data reach."""

    first: datetime.date
    last: datetime.date
    as_at: datetime.date
    offences_to: datetime.date

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


def said(function: type[Native], *of: str, **numbers: int) -> str:
    """A date worked out as the engine of the database says it."""
    on_postgres = connection.vendor == "postgresql"
    joiner = getattr(function, "arg_joiner", ", ") if on_postgres else function.sqlite_joiner
    template = function.template if on_postgres else function.sqlite
    return template % {"expressions": joiner.join(of), **numbers}


def add_days(of: str, days: int) -> str:
    return said(AddDays, of, days=days)


def add_months(of: str, months: int) -> str:
    return said(AddMonths, of, months=months, following=months + 1)


def quarter(of: str) -> str:
    return said(Quarter, of)


def london_day(of: str) -> str:
    return said(LondonDay, of)


def hub_then(row: str, day: str) -> str:
    """The hub that had a referral on a day, before it moved on."""
    return f"""coalesce((SELECT t.from_hub_id FROM referrals_transfer t WHERE t.referral_id = {row}.id
      AND t.state = 'agreed' AND {london_day("t.agreed_at")} > {day} ORDER BY t.agreed_at LIMIT 1), {row}.hub_id)"""


def hub_on(person: str, day: str) -> str:
    """The hub of the person's referral live that day, the latest asked for by then, before it moved on."""
    submitted = london_day("f.submitted_at")
    return f"""(SELECT {hub_then("f", day)} FROM referrals_referral f
      WHERE f.person_id = {person} AND f.superseded_at IS NULL AND {submitted} <= {day}
        AND (f.ended_on IS NULL OR f.ended_on > {day}) AND f.state <> 'entered_in_error'
        AND NOT (f.state = 'declined' AND f.decided_at IS NOT NULL
          AND {london_day("f.decided_at")} <= {day})
      ORDER BY f.submitted_at DESC, f.id DESC LIMIT 1)"""


def died_on(person: str, asked: Asked) -> str:
    return (
        f"(SELECT p.died_on FROM people_person p WHERE p.id = {person} AND p.superseded_at IS NULL "
        f"AND p.died_on <= '{asked.as_at}')"
    )


def was_recalled(person: str, first: str, before: str, asked: Asked) -> str:
    """Whether the person was recalled from the first of two days on, and before the other."""
    return f"""EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = {person} AND o.superseded_at IS NULL
      AND o.kind {COUNTED} AND o.recalled_on >= {first} AND o.recalled_on < {before}
      AND o.recalled_on <= '{asked.as_at}')"""


def covering(person: str, kind: str, day: str) -> str:
    """Spells of a kind that hold on the day, as `s`."""
    return f"""pathways_spell s WHERE s.person_id = {person} AND s.superseded_at IS NULL AND s.kind = '{kind}'
      AND s.started_on <= {day} AND (s.ended_on IS NULL OR s.ended_on > {day})"""


def verified(spells: str, asked: Asked) -> str:
    """Whether one of these spells has a claim that was verified, and not revoked since."""
    return f"""EXISTS (SELECT 1 FROM {spells} AND EXISTS (SELECT 1 FROM pathways_milestoneclaim c
      WHERE c.spell_id = s.id AND c.superseded_at IS NULL AND c.verified_at <= '{asked.day_ends}'
        AND (c.revoked_at IS NULL OR c.revoked_at > '{asked.day_ends}')))"""


def answer(person: str, name: str, day: str, says: str = "c.answer") -> str:
    """What the check of that name and date says; NULL where nobody knows."""
    return f"""(SELECT {says} FROM pathways_check c WHERE c.person_id = {person} AND c.superseded_at IS NULL
      AND c.name = '{name}' AND c.point_on = {day} AND c.answer NOT IN ('', 'unknown')
      ORDER BY coalesce(c.version_of_id, c.id) DESC LIMIT 1)"""


def counted(rows: str, *by: str) -> str:
    named = ", ".join(("place", "quarter", "code", *by))
    return f"SELECT {named}, count(*) FROM ({rows}) AS coded GROUP BY {named}"


def releases_once_a_day(asked: Asked) -> str:
    """Of several of a person on one day the one that was not recalled that day, then the last entered."""
    stands = "CASE WHEN {0}.recalled_on = {0}.released_on THEN 0 ELSE 1 END"
    mine, other = stands.format("r"), stands.format("o")
    return f"""SELECT r.* FROM people_release r WHERE r.superseded_at IS NULL
        AND r.kind {COUNTED} AND {asked.between_days("r.released_on")}
        AND NOT EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = r.person_id
          AND o.released_on = r.released_on AND o.superseded_at IS NULL
          AND o.kind {COUNTED}
          AND ({other} > {mine} OR {other} = {mine} AND o.id > r.id))"""


def first_releases(asked: Asked) -> str:
    """One release of a person and quarter: the first, those recalled that day skipped."""
    counts = """{0}.superseded_at IS NULL AND {0}.kind IN ('licence', 'end_of_sentence')
        AND ({0}.recalled_on IS NULL OR {0}.recalled_on <> {0}.released_on)"""
    return f"""SELECT r.* FROM people_release r
      WHERE {counts.format("r")} AND {asked.between_days("r.released_on")}
        AND NOT EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = r.person_id AND {counts.format("o")}
          AND o.released_on <= '{asked.as_at}' AND {quarter("o.released_on")} = {quarter("r.released_on")}
          AND (o.released_on < r.released_on OR o.released_on = r.released_on AND o.id < r.id))"""


def first_stop(begins: str, event: str, ends: Iterable[str], last: datetime.date) -> str:
    """Twice the days until what came first, and one more where it was not the event."""
    least, greatest = ("least", "greatest") if connection.vendor == "postgresql" else ("min", "max")

    def days_to(day: str) -> str:
        return f"coalesce({said(DaysBetween, day, begins)}, 1000000)"

    stops = [f"{greatest}({days_to(each)}, 0) * 2 + 1" for each in ends]
    until = said(DaysBetween, f"date('{last}')", begins)
    return f"{least}({days_to(event)} * 2, {', '.join(stops)}, {until} * 2 + 1)"


def changes(moved: Mapping[str, str], place: str, quarter_of: str, pairs: str) -> str:
    """How many pairs moved by how much, of each question: a code is "slug=points", without points unpaired."""
    said_by = ", ".join(f"{points} AS q{number}" for number, points in enumerate(moved.values()))
    rows = f"SELECT {place} AS place, {quarter_of} AS quarter, {said_by} FROM {pairs}"
    each = " UNION ALL ".join(
        f"SELECT place, quarter, '{slug}=' || coalesce(CAST(q{number} AS varchar), '') AS code FROM paired"
        for number, slug in enumerate(moved)
    )
    return f"WITH paired AS ({rows}) {counted(each)}"
