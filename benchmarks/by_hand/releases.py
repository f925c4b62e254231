"""What became of people after their release: met at the gate, housed, settled, in work."""

import datetime

from .asked import (
    CAME,
    COUNTED,
    HELD,
    WORK,
    Asked,
    add_days,
    add_months,
    answer,
    counted,
    covering,
    died_on,
    hub_on,
    london_day,
    quarter,
    releases_once_a_day,
    verified,
    was_recalled,
)

RESET = datetime.date(2024, 5, 1)
REACHED_WITHIN, SUSTAINED_FOR = 28, 182  # days


def through_the_gate(asked: Asked) -> str:
    last = add_days("r.released_on", REACHED_WITHIN)
    accepted = f"""EXISTS (SELECT 1 FROM referrals_referral f WHERE f.person_id = r.person_id
      AND f.superseded_at IS NULL AND f.state <> 'entered_in_error' AND f.decision = 'accepted'
      AND (f.ended_on IS NULL OR f.ended_on > r.released_on) AND {london_day("f.decided_at")} < r.released_on)"""
    met = f"""EXISTS (SELECT 1 FROM referrals_jointmeeting m WHERE m.person_id = r.person_id
      AND m.superseded_at IS NULL AND m.prison_side AND m.hub_side AND m.held_on < r.released_on
      AND NOT EXISTS (SELECT 1 FROM people_release o WHERE o.person_id = r.person_id AND o.superseded_at IS NULL
        AND o.kind {COUNTED} AND o.released_on >= m.held_on AND o.released_on < r.released_on
        AND (o.recalled_on IS NULL OR o.recalled_on <> o.released_on)))"""
    return counted(f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place,
        {quarter("r.released_on")} AS quarter,
        CASE WHEN recalled_on <= {last} AND recalled_on <= '{asked.as_at}' THEN 'recalled'
          WHEN {died_on("r.person_id", asked)} <= {last} THEN 'died'
          WHEN {last} > '{asked.as_at}' THEN 'not_yet_followed'
          WHEN {met} AND ({_reached(last)}) THEN 'yes' ELSE 'no' END AS code
      FROM ({releases_once_a_day(asked)}) AS r WHERE {accepted}""")


def _reached(last: str) -> str:
    """A contact, an induction or attendance from the day of release on."""
    within = f"person_id = r.person_id AND superseded_at IS NULL AND {{}} BETWEEN r.released_on AND {last}"
    return f"""EXISTS (SELECT 1 FROM referrals_hubcontact WHERE {within.format("made_on")})
      OR EXISTS (SELECT 1 FROM hubs_induction WHERE {within.format("inducted_on")})
      OR EXISTS (SELECT 1 FROM hubs_booking b JOIN hubs_session h ON h.id = b.session_id
          AND h.superseded_at IS NULL AND h.state {HELD}
        WHERE b.person_id = r.person_id AND b.superseded_at IS NULL AND b.state = 'booked' AND b.mark {CAME}
          AND b.held_on BETWEEN r.released_on AND {last})"""


def housed_on_release(asked: Asked) -> str:
    homes = covering("r.person_id", "accommodation", "r.released_on")
    return counted(
        f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place,
        {quarter("r.released_on")} AS quarter,
        CASE WHEN recalled_on <= released_on THEN 'recalled'
          WHEN {died_on("r.person_id", asked)} <= r.released_on THEN 'died'
          WHEN r.released_on > '{asked.as_at - datetime.timedelta(days=1)}' THEN 'not_yet_followed'
          ELSE coalesce({answer("r.person_id", "release_night", "r.released_on")},
            {_home("a.housed_on_release_night", homes)}, 'unknown') END AS code,
        {verified(homes, asked)} AS verified
      FROM ({releases_once_a_day(asked)}) AS r""",
        "verified",
    )


def _home(says: str, homes: str) -> str:
    """What the list of codes said, on its first day, of the home that was begun last."""
    return f"""(SELECT coalesce((SELECT {says} FROM pathways_accommodationcode a
        WHERE a.code = s.code AND a.valid_from <= s.started_on
          AND (a.valid_until IS NULL OR a.valid_until > s.started_on) LIMIT 1), s.code)
      FROM {homes} ORDER BY s.started_on DESC, s.id DESC LIMIT 1)"""


def settled_3_months(asked: Asked) -> str:
    homes = covering("r.person_id", "accommodation", "r.point")
    classed = "CASE a.settledness WHEN 'settled' THEN 'yes' WHEN 'unknown' THEN 'unknown' ELSE 'no' END"
    knows = f"{answer('r.person_id', 'month_3', 'r.point')}, {_home(classed, homes)}"
    return _of_supervised(asked, add_months("r.released_on", 3), knows, homes)


def employed_6_weeks(asked: Asked) -> str:
    return _employed(asked, "week_6", add_days("r.released_on", 42))


def employed_6_months(asked: Asked) -> str:
    return _employed(asked, "month_6", add_months("r.released_on", 6))


def _employed(asked: Asked, check: str, point: str) -> str:
    jobs = covering("r.person_id", "employment", "r.point")
    says = """CASE WHEN c.answer = 'out_of_scope' AND c.reason = 'Unavailable for work' THEN 'unavailable'
        ELSE c.answer END"""
    work = f"""(SELECT s.code FROM {jobs}
      ORDER BY CASE WHEN s.code {WORK} THEN 1 ELSE 0 END DESC, s.started_on DESC, s.id DESC LIMIT 1)"""
    knows = f"{answer('r.person_id', check, 'r.point', says)}, {work}"
    return _of_supervised(asked, point, knows, f"{jobs} AND s.code {WORK}")


def _of_supervised(asked: Asked, point: str, knows: str, spells: str) -> str:
    """Everybody who counts at a point some time after the release; before the reset, a series of its own."""
    supervisions = """EXISTS (SELECT 1 FROM people_supervision u WHERE u.person_id = r.person_id
      AND u.superseded_at IS NULL AND (u.ended_on IS NULL OR u.ended_on > r.released_on)
      AND u.started_on <= r.point{})"""
    standing = supervisions.format(" AND (u.ended_on IS NULL OR u.ended_on >= r.point)")
    rows = f"SELECT r.*, {point} AS point FROM ({releases_once_a_day(asked)}) AS r"
    return counted(
        f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place, {quarter("r.released_on")} AS quarter,
        CASE WHEN released_on >= '{RESET.replace(month=4)}' AND released_on < '{RESET}' THEN 'before_series_break'
          WHEN recalled_on < point AND recalled_on <= '{asked.as_at}' THEN 'recalled'
          WHEN {died_on("r.person_id", asked)} < point THEN 'died'
          WHEN point > '{asked.as_at}' THEN 'not_yet_followed'
          WHEN NOT {standing} AND (released_on >= '{RESET}' OR {supervisions.format("")}) THEN 'not_supervised'
          ELSE coalesce({knows}, 'unknown') END AS code, {verified(spells, asked)} AS verified
      FROM ({rows}) AS r""",
        "verified",
    )


def job_sustained(asked: Asked) -> str:
    """One job start of a person and day, and whether no day up to the point is without a job."""
    job = f"superseded_at IS NULL AND {{0}}.kind = 'employment' AND {{0}}.code {WORK}"
    point = add_days("j.started_on", SUSTAINED_FOR)
    gap = f"""EXISTS (SELECT 1 FROM pathways_spell e WHERE e.person_id = j.person_id AND e.{job.format("e")}
      AND e.ended_on > j.started_on AND e.ended_on <= j.point
      AND NOT EXISTS (SELECT 1 FROM pathways_spell n WHERE n.person_id = j.person_id AND n.{job.format("n")}
        AND n.started_on <= e.ended_on AND (n.ended_on IS NULL OR n.ended_on > e.ended_on)))"""
    rows = f"""SELECT j.*, {point} AS point FROM pathways_spell j WHERE j.{job.format("j")}
        AND {asked.between_days("j.started_on")}
        AND NOT EXISTS (SELECT 1 FROM pathways_spell o WHERE o.person_id = j.person_id AND o.{job.format("o")}
          AND o.started_on = j.started_on AND o.id > j.id)"""
    jobs = f"{covering('j.person_id', 'employment', 'j.point')} AND s.code {WORK}"
    return counted(
        f"""SELECT {hub_on("j.person_id", "j.started_on")} AS place, {quarter("j.started_on")} AS quarter,
        CASE WHEN {was_recalled("j.person_id", "j.started_on", "j.point", asked)} THEN 'recalled'
          WHEN {died_on("j.person_id", asked)} < j.point THEN 'died'
          WHEN j.point > '{asked.as_at}' THEN 'not_yet_followed'
          ELSE coalesce({answer("j.person_id", "week_26", "j.point")},
            CASE WHEN {gap} THEN 'ended' ELSE 'lasted' END) END AS code, {verified(jobs, asked)} AS verified
      FROM ({rows}) AS j""",
        "verified",
    )
