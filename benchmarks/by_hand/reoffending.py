"""Proven offences after a release: whether, how many, and when the first was."""

from foundation.lifecycle.dates import add_months as months_after

from .asked import (
    Asked,
    add_days,
    add_months,
    counted,
    died_on,
    first_releases,
    first_stop,
    hub_on,
    quarter,
)

LAG = -6  # months by which convictions come later


def proven_reoffending(asked: Asked) -> str:
    return _followed(asked, f"CASE WHEN EXISTS (SELECT 1 {_proven()}) THEN 'yes' ELSE 'no' END")


def reoffences(asked: Asked) -> str:
    return _followed(asked, f"(SELECT CAST(count(*) AS varchar) {_proven()})")


def _proven() -> str:
    return f"""FROM people_offence f WHERE f.person_id = r.person_id AND f.superseded_at IS NULL
        AND f.offence_on BETWEEN r.released_on AND {add_days("r.released_on", 365)}
        AND f.disposed_on <= {add_months("r.released_on", 18)}"""


def _followed(asked: Asked, code: str) -> str:
    """Of those who were followed for 18 months, what is asked; why the others are left out."""
    return counted(f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place,
        {quarter("r.released_on")} AS quarter,
        CASE WHEN {_not_matched()} THEN 'not_matched'
          WHEN {add_months("r.released_on", 18)} > '{asked.as_at}' THEN 'not_yet_followed' ELSE {code} END AS code
      FROM ({first_releases(asked)}) AS r""")


def _not_matched() -> str:
    return """EXISTS (SELECT 1 FROM people_person p WHERE p.id = r.person_id AND p.superseded_at IS NULL
      AND NOT p.pnc_matched)"""


def time_to_reoffence(asked: Asked) -> str:
    """How many stopped on which day, and how: what the curve is worked out from."""
    until = months_after(min(asked.as_at, asked.offences_to), LAG)
    first = f"""(SELECT min(f.offence_on) FROM people_offence f WHERE f.person_id = r.person_id
      AND f.superseded_at IS NULL AND f.offence_on >= r.released_on AND f.disposed_on <= '{asked.as_at}')"""
    stop = first_stop("r.released_on", first, [died_on("r.person_id", asked)], until)
    return counted(f"""SELECT {hub_on("r.person_id", "r.released_on")} AS place,
        {quarter("r.released_on")} AS quarter, {stop} AS code
      FROM ({first_releases(asked)}) AS r WHERE released_on <= '{until}' AND NOT {_not_matched()}""")
