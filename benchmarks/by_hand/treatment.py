"""Treatment: carried on after release, its forms, and how it ended."""

from pathways.profiles.items import ITEMS, Measure

from .asked import (
    Asked,
    add_days,
    add_months,
    changes,
    counted,
    died_on,
    hub_on,
    london_day,
    quarter,
    releases_once_a_day,
)

BEGUN_WITHIN, TREATED_BEFORE, ADULT = 21, 28, 216  # days, days and months


def continuity_of_care(asked: Asked) -> str:
    last = add_days("r.released_on", BEGUN_WITHIN)
    treatment = "pathways_spell s WHERE s.person_id = r.person_id AND s.superseded_at IS NULL AND s.kind = 'treatment'"
    named = f"""EXISTS (SELECT 1 FROM referrals_referral f JOIN referrals_need n ON n.referral_id = f.id
        AND n.superseded_at IS NULL AND n.kind = 'substance'
        AND (n.dropped_at IS NULL OR {london_day("n.dropped_at")} > r.released_on)
      WHERE f.person_id = r.person_id AND f.superseded_at IS NULL AND f.state <> 'entered_in_error'
        AND {london_day("f.submitted_at")} <= r.released_on)"""
    treated = f"""EXISTS (SELECT 1 FROM {treatment} AND s.code = 'prison' AND s.started_on < r.released_on
      AND (s.ended_on IS NULL OR s.ended_on > {add_days("r.released_on", -TREATED_BEFORE)}))"""
    begun = f"""EXISTS (SELECT 1 FROM {treatment} AND s.code = 'community_structured'
      AND s.started_on BETWEEN r.released_on AND {last})"""
    adult = f"""EXISTS (SELECT 1 FROM people_person p WHERE p.id = r.person_id AND p.superseded_at IS NULL
      AND {add_months("p.date_of_birth", ADULT)} <= r.released_on)"""
    return counted(f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place,
        {quarter("r.released_on")} AS quarter,
        CASE WHEN recalled_on <= {last} AND recalled_on <= '{asked.as_at}' THEN 'recalled'
          WHEN {died_on("r.person_id", asked)} <= {last} THEN 'died'
          WHEN {last} > '{asked.as_at}' THEN 'not_yet_followed' WHEN {begun} THEN 'yes' ELSE 'no' END AS code
      FROM ({releases_once_a_day(asked)}) AS r WHERE ({named} OR {treated}) AND {adult}""")


def top_change(asked: Asked) -> str:
    """Each item of a person's last review or exit of a quarter, with the last start before it."""
    newer = f"""SELECT 1 FROM pathways_outcomesprofile n WHERE n.person_id = p.person_id AND n.superseded_at IS NULL
      AND n.stage IN ('review', 'exit') AND n.taken_on <= '{asked.as_at}'
      AND {quarter("n.taken_on")} = {quarter("p.taken_on")}
      AND (n.taken_on > p.taken_on OR n.taken_on = p.taken_on AND n.id > p.id)"""
    start = """SELECT s.id FROM pathways_outcomesprofile s WHERE s.person_id = p.person_id
      AND s.superseded_at IS NULL AND s.stage = 'start' AND s.taken_on < p.taken_on
      ORDER BY s.taken_on DESC, s.id DESC LIMIT 1"""
    between = """SELECT 1 FROM pathways_outcomesprofile e WHERE e.person_id = p.person_id AND e.superseded_at IS NULL
      AND e.stage = 'exit' AND e.taken_on > begun.taken_on AND e.taken_on < p.taken_on"""
    pairs = f"""pathways_outcomesprofile p LEFT JOIN pathways_outcomesprofile begun
        ON begun.id = ({start}) AND NOT EXISTS ({between})
      WHERE p.superseded_at IS NULL AND p.stage IN ('review', 'exit') AND {asked.between_days("p.taken_on")}
        AND NOT EXISTS ({newer})"""
    moved = {
        f"top-change-{item.slug.replace('_', '-')}": f"{_number('p', item)} - {_number('begun', item)}"
        for item in ITEMS
    }
    moved["top-change"] = moved.pop("top-change-quality-of-life")
    return changes(moved, hub_on("p.person_id", "p.taken_on"), quarter("p.taken_on"), pairs)


def _number(row: str, item) -> str:
    column = f"{row}.{item.slug}"
    if item.measure is not Measure.YES_NO:
        return column
    return f"CASE WHEN {column} THEN 1 WHEN NOT {column} THEN 0 END"


def treatment_completed(asked: Asked) -> str:
    return counted(f"""SELECT {hub_on("s.person_id", "s.ended_on")} AS place,
        {quarter("s.ended_on")} AS quarter, CASE s.end_reason WHEN 'free_of_dependence' THEN 'completed'
          WHEN '' THEN 'unsaid' ELSE 'left' END AS code
      FROM pathways_spell s WHERE s.superseded_at IS NULL AND s.kind = 'treatment'
        AND {asked.between_days("s.ended_on")}""")
