"""Referrals: decided, started, waited for, and engaged with."""

from .asked import (
    CAME,
    COUNTED,
    HELD,
    Asked,
    add_days,
    counted,
    died_on,
    first_stop,
    hub_then,
    london_day,
    quarter,
    was_recalled,
)

STARTED_WITHIN = 28  # days


def decided_in_time(asked: Asked) -> str:
    submitted, decided = london_day("r.submitted_at"), "coalesce(r.first_decided_at, r.decided_at)"
    rows = f"""SELECT r.*, {submitted} AS day, {decided} AS first_at, {london_day(decided)} AS decided_on,
        {london_day("r.waiting_at")} AS waiting_on,
        CASE WHEN r.reconsidered_at IS NULL THEN r.decision_due_on ELSE r.first_due_on END AS due
      FROM referrals_referral r WHERE r.superseded_at IS NULL AND {asked.between_moments("r.submitted_at")}"""
    is_decided = f"(first_at <= '{asked.day_ends}' OR waiting_at <= '{asked.day_ends}')"
    return counted(f"""SELECT {hub_then("s", "s.day")} AS place, {quarter("s.day")} AS quarter,
        CASE WHEN state = 'entered_in_error' THEN 'void' WHEN {is_decided} AND due IS NULL THEN 'unknown'
          WHEN first_at <= '{asked.day_ends}' AND decided_on <= due
            OR waiting_at <= '{asked.day_ends}' AND waiting_on <= due THEN 'in_time'
          WHEN {is_decided} THEN 'late'
          WHEN state = 'withdrawn' AND ended_on <= '{asked.as_at}' THEN 'withdrawn'
          WHEN due IS NULL OR due > '{asked.as_at}' THEN 'not_yet_followed' ELSE 'late' END AS code
      FROM ({rows}) AS s""")


def referral_started(asked: Asked) -> str:
    """From the day of acceptance or, of somebody then in custody, of release."""
    rows = f"""SELECT r.*, {london_day("r.decided_at")} AS day, {died_on("r.person_id", asked)} AS died_on
      FROM referrals_referral r WHERE r.superseded_at IS NULL AND r.decision = 'accepted'
        AND {asked.between_moments("r.decided_at")}"""
    custody = (
        f"""SELECT s.*, {_next_release(asked)} AS out_on, {_in_custody(asked)} AS is_in FROM ({rows}) AS s"""
    )
    closing = f"""SELECT c.*, {add_days("coalesce(out_on, day)", STARTED_WITHIN)} AS closes,
        out_on IS NULL AND is_in AS still_in FROM ({custody}) AS c"""
    return counted(f"""SELECT {hub_then("w", "w.day")} AS place, {quarter("w.day")} AS quarter,
        CASE WHEN state = 'entered_in_error' THEN 'void'
          WHEN started_on <= '{asked.as_at}' AND (started_on <= closes OR still_in) THEN 'started'
          WHEN died_on <= closes OR still_in AND died_on IS NOT NULL THEN 'died'
          WHEN still_in THEN 'in_custody' WHEN closes > '{asked.as_at}' THEN 'not_yet_followed'
          ELSE 'not_started' END AS code
      FROM ({closing}) AS w""")


def _stays(asked: Asked) -> str:
    """Releases, come or to come, out of a stay that had begun by the acceptance, as `o`."""
    recall = f"""SELECT CASE WHEN b.recalled_on <= '{asked.as_at}' THEN b.recalled_on END FROM people_release b
      WHERE b.person_id = s.person_id AND b.superseded_at IS NULL AND b.kind {COUNTED}
        AND b.released_on < coalesce(o.released_on, o.expected_on)
      ORDER BY b.released_on DESC, b.id DESC LIMIT 1"""
    went_in = f"coalesce(({recall}), o.received_on)"
    return f"""people_release o WHERE o.person_id = s.person_id AND o.superseded_at IS NULL AND o.kind {COUNTED}
      AND ({went_in} IS NULL OR {went_in} <= s.day)"""


def _next_release(asked: Asked) -> str:
    return f"""(SELECT o.released_on FROM {_stays(asked)} AND o.released_on > s.day
      AND o.released_on <= '{asked.as_at}' AND (o.recalled_on IS NULL OR o.recalled_on <> o.released_on)
      ORDER BY o.released_on LIMIT 1)"""


def _in_custody(asked: Asked) -> str:
    """A stay that is not over, or a recall before the acceptance."""
    last_recall = f"""(SELECT CASE WHEN b.recalled_on <= '{asked.as_at}' THEN b.recalled_on END FROM people_release b
      WHERE b.person_id = s.person_id AND b.superseded_at IS NULL AND b.kind {COUNTED} AND b.released_on <= s.day
      ORDER BY b.released_on DESC, b.id DESC LIMIT 1)"""
    return f"""(EXISTS (SELECT 1 FROM {_stays(asked)} AND (o.released_on IS NULL OR o.released_on > '{asked.as_at}'
      OR o.recalled_on = o.released_on AND o.released_on > s.day)) OR coalesce({last_recall} <= s.day, FALSE))"""


def hub_engagement(asked: Asked, days: int, sessions: int) -> str:
    last = add_days("s.started_on", days)
    came = f"""SELECT count(*) FROM hubs_booking b JOIN hubs_session h ON h.id = b.session_id
        AND h.superseded_at IS NULL AND h.state {HELD}
      WHERE b.person_id = s.person_id AND b.superseded_at IS NULL AND b.state = 'booked' AND b.mark {CAME}
        AND b.held_on BETWEEN s.started_on AND {last} AND {_at_its_hub()}"""
    return counted(f"""SELECT {hub_then("s", "s.started_on")} AS place, {quarter("s.started_on")} AS quarter,
        CASE WHEN state = 'entered_in_error' THEN 'void'
          WHEN {was_recalled("s.person_id", "s.started_on", last, asked)} THEN 'recalled'
          WHEN {died_on("s.person_id", asked)} <= {add_days("s.started_on", days - 1)} THEN 'died'
          WHEN {last} > '{asked.as_at}' THEN 'not_yet_followed'
          WHEN ({came}) >= {sessions} THEN 'engaged' ELSE 'not_engaged' END AS code
      FROM referrals_referral s WHERE s.superseded_at IS NULL AND {asked.between_days("s.started_on")}""")


def _at_its_hub() -> str:
    """Whether a booking is at the referral's hub, or at one it moved from."""
    return """(b.hub_id = s.hub_id OR EXISTS (SELECT 1 FROM referrals_transfer t WHERE t.referral_id = s.id
      AND t.state = 'agreed' AND t.from_hub_id = b.hub_id))"""


def wait_to_first_attendance(asked: Asked) -> str:
    """How many stopped waiting on which day, and how: what medians and quartiles are worked out from."""
    rows = f"""SELECT r.*, {london_day("r.submitted_at")} AS day FROM referrals_referral r
      WHERE r.superseded_at IS NULL AND {asked.between_moments("r.submitted_at")}
        AND state <> 'entered_in_error' AND NOT (state = 'declined' AND decided_at <= '{asked.day_ends}')"""
    came = f"""SELECT min(b.held_on) FROM hubs_booking b JOIN hubs_session h ON h.id = b.session_id
        AND h.superseded_at IS NULL AND h.state {HELD}
      WHERE b.person_id = s.person_id AND b.superseded_at IS NULL AND b.state = 'booked'
        AND b.mark {CAME} AND b.held_on BETWEEN s.day AND '{asked.as_at}'
        AND {_at_its_hub()}"""
    dates = f"""SELECT s.*, ({came}) AS came_on, {died_on("s.person_id", asked)} AS died_on,
        {hub_then("s", "s.day")} AS place
      FROM ({rows}) AS s"""
    ended = f"CASE WHEN d.ended_on <= '{asked.as_at}' THEN d.ended_on END"
    stop = first_stop("d.day", "d.came_on", (ended, "d.died_on"), asked.as_at)
    return counted(f"SELECT place, {quarter('d.day')} AS quarter, {stop} AS code FROM ({dates}) AS d")
