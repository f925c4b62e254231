"""Pathways, jobs, homes and treatment, checks of each release, treatment forms, and milestones with their claims."""

from foundation.lifecycle.models import Event
from pathways.models import Check, MilestoneClaim, OutcomesProfile, Pathway, Spell

from .dialect import Dialect, one_of
from .rows import Rows
from .staff import Staff

KINDS = ["employment", "accommodation", "substance_support"]
MILESTONES = [["cv", "job_started"], ["application", "moved_in"], ["naloxone", "treatment_started"]]
SPELLS = 6  # numbers kept for the spells of a person
JOBS = {60: "employed", 70: "self_employed", 75: "apprenticeship", 85: "education", 100: "not_employed"}
HOMES = {30: "A01A", 50: "A04", 65: "A02", 75: "A07A", 85: "A08", 92: "A08C", 100: "A16"}
LEFT = {55: "free_of_dependence", 80: "dropped_out", 90: "transferred", 100: ""}
ANSWERS = {55: "yes", 80: "no", 88: "unknown", 92: "out_of_scope", 100: ""}
IN_TIME = 28  # days: twenty working days
CLAIMS, EVENTS = 6, 15  # of a person
WEEKS = (1, 2, 3, 4)
MOVES = ["submitted", "in_review", "accepted", "started", "on_hold", "started", "completed"]


def about_pathways(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    return [
        _pathways(d, last),
        *_spells(d, last),
        *_checks(d, last, staff),
        *_forms(d, last),
        _claims(d, last, staff),
        _events(d, last, staff),
    ]


def _pathways(d: Dialect, last: int) -> Rows:
    opened = d.least("released", str(last))
    columns = {
        "version": "1",
        "person_id": "i",
        "kind": one_of("p", KINDS),
        "state": "'in_progress'",
        "opened_on": d.day(opened),
    }
    return Rows(Pathway, d.times("scratch_life", 0, 2, "p"), "i * 3 + p", columns, opened)


def _spells(d: Dialect, last: int) -> list[Rows]:
    """A job and often one after it; a home and sometimes the next; treatment. None overlaps with one of its kind."""
    left = f"treated + 30 + {d.draw('i', 'leaves treatment', 300)}"
    in_prison = f"released - 90 - {d.draw('i', 'in prison', 100)}"
    has_left = f"{left} < {last}"
    return [
        _spell(d, 0, "employment", "job", "job_ends", JOBS, last),
        _spell(d, 1, "employment", "job_ends + i % 3", "NULL", JOBS, last),
        _spell(d, 2, "accommodation", "home", "moved", HOMES, last),
        _spell(d, 3, "accommodation", "moved", "NULL", HOMES, last),
        _spell(d, 4, "treatment", "treated", f"CASE WHEN {has_left} THEN {left} END", {100: "community_structured"},
               last, f"CASE WHEN {has_left} THEN {one_of(d.draw('i', 'why left', 100), LEFT)} ELSE '' END"),
        _spell(d, 5, "treatment", f"CASE WHEN {d.draw('i', 'treated in prison', 100)} < 20 THEN {in_prison} END",
               "released", {100: "prison"}, last, "'transferred'"),
    ]  # fmt: skip


def _spell(d: Dialect, number: int, kind: str, starts: str, ends: str, codes: dict[int, str], last: int,
           why: str = "''") -> Rows:  # fmt: skip
    key = f"i * {SPELLS} + {number}"
    columns = {
        "person_id": "i",
        "kind": f"'{kind}'",
        "code": one_of(d.draw(key, "code", 100), codes),
        "started_on": d.day(starts),
        "ended_on": f"CASE WHEN {ends} < {last} THEN {d.day(ends)} END",
        "end_reason": why,
    }
    former = {"end_reason": "'Measured'"}
    return Rows(Spell, f"scratch_life WHERE {starts} < {last}", key, columns, starts, 4, former)


def _checks(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    """Those of the release that have come due, and of the first job."""
    points = (
        ("release_night", "released", d.day("released")),
        ("week_6", "released + 42", d.day("released + 42")),
        ("month_3", "released + 93", d.months_after("released", 3)),
        ("month_6", "released + 185", d.months_after("released", 6)),
        ("week_26", "job + 182", d.day("job + 182")),
    )
    return [_check(d, number, *point, last, staff) for number, point in enumerate(points)]


def _check(d: Dialect, number: int, name: str, day: str, point: str, last: int, staff: Staff) -> Rows:
    """Answered by the practitioner, or due and not answered."""
    key = f"i * 5 + {number}"
    drawn = d.draw(key, "answer", 100)
    by = f"{staff.practitioners.first} + office"
    columns = {
        "person_id": "i",
        "name": f"'{name}'",
        "point_on": point,
        "answer": one_of(drawn, ANSWERS),
        "reason": f"CASE WHEN {drawn} BETWEEN 88 AND 91 THEN 'Moved away' ELSE '' END",
        "answered_by_id": f"CASE WHEN {drawn} < 92 THEN {by} END",
        "answered_at": f"CASE WHEN {drawn} < 92 THEN {d.moment(day)} END",
    }
    unanswered = {"answer": "''", "reason": "''", "answered_by_id": "NULL", "answered_at": "NULL"}
    return Rows(Check, f"scratch_life WHERE {day} < {last}", key, columns, day, 4, unanswered)


def _forms(d: Dialect, last: int) -> list[Rows]:
    """A start, a review and an exit for half of those in treatment."""
    days = (("start", "treated + 1"), ("review", "treated + 90"), ("exit", "treated + 180"))
    return [_form(d, number, *each, last) for number, each in enumerate(days)]


def _form(d: Dialect, number: int, stage: str, day: str, last: int) -> Rows:
    key = f"i * 3 + {number}"
    weeks = {
        f"{what}_week_{week}": d.draw(key, f"{what} {week}", 8 - 2 * number)
        for what in ("alcohol", "opiates") for week in WEEKS
    }  # fmt: skip
    sums = {
        what: " + ".join(f"({weeks[f'{what}_week_{week}']})" for week in WEEKS)
        for what in ("alcohol", "opiates")
    }
    points = {
        name: f"{3 * number} + {d.draw(key, name, 14)}"
        for name in ("psychological", "physical", "quality_of_life")
    }
    columns = {
        "person_id": "i", "stage": f"'{stage}'", "setting": "'community'", "taken_on": d.day(day),
        "asked_from": d.day(f"{day} - 28"), "asked_to": d.day(f"{day} - 1"), **weeks, **sums, **points,
    }  # fmt: skip
    source = f"scratch_life WHERE {day} < {last} AND {d.draw('i', 'has forms', 2)} = 0"
    return Rows(OutcomesProfile, source, key, columns, day)


def _claims(d: Dialect, last: int, staff: Staff) -> Rows:
    """Two milestones of each pathway; half verified, most of them in time, one in eight returned, a few revoked."""
    key = "k"
    names = [name for pair in MILESTONES for name in pair]
    reached = f"released + 20 + {d.draw('i * 8 + n', 'reached', 250)}"
    was_looked = f"looked < {last} AND fate"
    by, other = (f"{span.first} + hub - {staff.hubs.first}" for span in (staff.workers, staff.managers))

    columns = {
        "version": "1", "pathway_id": "i * 3 + n / 2", "person_id": "i", "team_id": "team_id",
        "milestone": one_of("n", names), "reached_on": d.day("reached"), "evidence_type": "'seen'",
        "evidence_reference": "'Measured'", "evidence_on": d.day("reached"),
        "spell_id": f"CASE WHEN n = 1 AND job IS NOT NULL THEN i * {SPELLS} "
                    f"WHEN n = 3 AND home IS NOT NULL THEN i * {SPELLS} + 2 END",
        "state": f"CASE WHEN {was_looked} < 60 THEN 'verified' WHEN {was_looked} < 72 THEN 'returned' "
                 f"WHEN {was_looked} < 74 THEN 'revoked' ELSE 'claimed' END",
        "claimed_by_id": by, "claimed_at": d.moment("claimed"), "first_claimed_at": d.moment("claimed"),
        "asked_on": f"CASE WHEN fate < 90 THEN {d.day('claimed')} END",
        "in_time_until": f"CASE WHEN fate < 90 THEN {d.day(f'claimed + {IN_TIME}')} END",
        **_looked_at(d, was_looked, "looked", other),
    }  # fmt: skip
    life = d.times("scratch_life", 0, CLAIMS - 1, "n")
    days = d.once(f"SELECT i, job, home, n, i * {CLAIMS} + n AS k, {reached} AS on_day FROM {life}", "days")
    reaching = d.once(
        f"SELECT i, n, k, job, home, CASE WHEN on_day < {last} - 12 THEN on_day ELSE on_day - 400 END AS reached, "
        f"{d.draw(key, 'claimed', 10)} AS waits, {d.draw(key, 'looked at', 40)} AS lies, "
        f"{d.draw(key, 'claim', 100)} AS fate FROM {days}",
        "reaching",
    )
    told = "SELECT *, reached + waits AS claimed, reached + waits + 1 + lies AS looked FROM"
    source = (
        f"({told} {reaching}) AS claims JOIN (SELECT i AS who, hub FROM scratch_way WHERE turn = 0) AS way ON who = i "
        "JOIN (SELECT id AS hub_key, team_id FROM hubs_hub) AS hubs ON hub_key = hub"
    )
    return Rows(MilestoneClaim, source, key, columns, "claimed", 3, {"reached_on": "evidence_on"})


def _looked_at(d: Dialect, was_looked: str, looked: str, other: str) -> dict[str, str]:
    """Who verified, returned or revoked it and when, by the claim's fate once somebody has looked."""

    def where(when: str, what: str) -> str:
        return f"CASE WHEN {was_looked} {when} THEN {what} END"

    return {
        "verified_by_id": where("< 60", other), "verified_at": where("< 60", d.moment(looked)),
        "returned_by_id": where("BETWEEN 60 AND 71", other),
        "returned_at": where("BETWEEN 60 AND 71", d.moment(looked)),
        "returned_reason": f"CASE WHEN {was_looked} BETWEEN 60 AND 71 THEN 'Dates do not agree' ELSE '' END",
        "returned_text": f"CASE WHEN {was_looked} BETWEEN 60 AND 71 THEN 'Measured' ELSE '' END",
        "revoked_by_id": where("BETWEEN 72 AND 73", other),
        "revoked_at": where("BETWEEN 72 AND 73", d.moment(looked)),
        "revoked_because": f"CASE WHEN {was_looked} BETWEEN 72 AND 73 THEN 'Measured' ELSE '' END",
    }  # fmt: skip


def _events(d: Dialect, last: int, staff: Staff) -> Rows:
    """What was done with the first referral, fifteen times; after the events of the lists' loading."""
    before = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    day = d.least(f"asked + n * {len(MOVES)}", str(last))
    columns = {
        "what": "'measured'",
        "subject_type": "'referrals.referral'",
        "subject_id": "w",
        "person_id": "i",
        "from_state": one_of(f"n % {len(MOVES)}", MOVES),
        "to_state": one_of(f"(n + 1) % {len(MOVES)}", MOVES),
        "by_id": f"{staff.workers.first} + hub - {staff.hubs.first}",
        "by_role": "'hub_worker'",
        "recorded_at": d.moment(day, "n"),
        "effective_on": d.day(day),
    }
    source = f"{d.times('scratch_way', 0, EVENTS - 1, 'n')} WHERE turn = 0"
    return Rows(Event, source, f"{before} + i * {EVENTS} + n", columns)
