"""What happens at hubs: attendance, places, claims looked at, and wellbeing."""

from hubs.models.wellbeing import QUESTIONS

from .asked import CAME, HELD, Asked, add_days, changes, counted, london_day, quarter

REVIEWED_WITHIN = 120  # days


def attendance_rate(asked: Asked) -> str:
    return counted(f"""SELECT b.hub_id AS place, {quarter("b.held_on")} AS quarter,
        CASE WHEN b.walk_in THEN 'walk_in' ELSE b.mark END AS code
      FROM hubs_booking b JOIN hubs_session s ON s.id = b.session_id AND s.superseded_at IS NULL
        AND s.state {HELD}
      WHERE b.superseded_at IS NULL AND b.state = 'booked' AND {asked.between_days("b.held_on")}""")


def hub_availability(asked: Asked) -> str:
    """Places used, and places left free: a row of each for each hub and quarter."""
    sessions = f"""SELECT s.hub_id AS place, {quarter("s.held_on")} AS quarter, s.capacity,
        (SELECT count(*) FROM hubs_booking b WHERE b.session_id = s.id AND b.superseded_at IS NULL
          AND b.state = 'booked' AND b.mark {CAME}) AS used
      FROM hubs_session s WHERE s.superseded_at IS NULL AND s.state {HELD}
        AND s.capacity IS NOT NULL AND {asked.between_days("s.held_on")}"""
    return f"""SELECT place, quarter, code, CASE code WHEN 'used' THEN used ELSE free END FROM (
        SELECT place, quarter, sum(used) AS used,
          sum(CASE WHEN used < capacity THEN capacity - used ELSE 0 END) AS free
        FROM ({sessions}) AS held GROUP BY place, quarter) AS summed,
      (SELECT 'used' AS code UNION ALL SELECT 'free') AS codes"""


def milestones_verified(asked: Asked) -> str:
    rows = f"""SELECT h.id AS place, {quarter(london_day("c.first_claimed_at"))} AS quarter,
        CASE WHEN asked_on IS NULL OR asked_on > '{asked.as_at}' THEN 'not_asked'
          WHEN revoked_at <= '{asked.day_ends}' THEN 'not_verified'
          WHEN verified_at <= '{asked.day_ends}' AND {london_day("verified_at")} <= in_time_until
            THEN 'verified'
          WHEN in_time_until > '{asked.as_at}' THEN 'waiting'
          WHEN returned_at <= '{asked.day_ends}' THEN CASE returned_reason
            WHEN 'Evidence missing or incomplete' THEN 'returned_incomplete'
            WHEN 'Dates do not agree' THEN 'returned_dates'
            WHEN 'Claim not eligible' THEN 'returned_not_eligible' ELSE 'returned_other' END
          ELSE 'not_verified' END AS code
      FROM pathways_milestoneclaim c JOIN hubs_hub h ON h.team_id = c.team_id
      WHERE c.superseded_at IS NULL AND {asked.between_moments("c.first_claimed_at")}"""
    return counted(rows)


def wellbeing_change(asked: Asked) -> str:
    """Each question by itself, with the first review that belongs to the induction."""
    review = f"""SELECT r.id FROM hubs_wellbeing r WHERE r.person_id = w.person_id AND r.hub_id = w.hub_id
        AND r.superseded_at IS NULL AND r.occasion = 'review' AND r.asked_on > w.asked_on
        AND r.asked_on <= {add_days("w.asked_on", REVIEWED_WITHIN)} AND r.asked_on <= '{asked.as_at}'
        AND NOT EXISTS (SELECT 1 FROM hubs_wellbeing i WHERE i.person_id = w.person_id AND i.hub_id = w.hub_id
          AND i.superseded_at IS NULL AND i.occasion = 'induction' AND i.asked_on > w.asked_on
          AND i.asked_on <= r.asked_on)
      ORDER BY r.asked_on, coalesce(r.version_of_id, r.id) LIMIT 1"""
    pairs = f"""hubs_wellbeing w LEFT JOIN hubs_wellbeing later ON later.id = ({review})
      WHERE w.superseded_at IS NULL AND w.occasion = 'induction' AND {asked.between_days("w.asked_on")}"""
    slugs = {question: f"wellbeing-change-{question}" for question in QUESTIONS} | {
        "satisfied": "wellbeing-change"
    }
    moved = {slug: f"later.{question} - w.{question}" for question, slug in slugs.items()}
    return changes(moved, "w.hub_id", quarter("w.asked_on"), pairs)
