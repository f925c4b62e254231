"""People, and what comes with each: area, release, recall, supervision, offences, consent, who holds them."""

from people.models import (
    Caseload,
    Consent,
    Involvement,
    LimitedAccess,
    Offence,
    OffenceCoverage,
    Person,
    PersonArea,
    Release,
    Supervision,
)

from .dialect import Dialect, one_of
from .rows import Rows
from .staff import NAMES, Staff

RESTRICTED_IN = 51
SUPERVISED_FOR = 365  # days


def about_people(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    return [
        _people(d),
        _areas(d, staff),
        _moves(d, last, staff),
        *_releases(d, last, staff),
        _supervisions(d, last),
        *_offences(d, last),
        *_who_holds_them(d, last, staff),
    ]


def _people(d: Dialect) -> Rows:
    both = f"scratch_life JOIN scratch_name ON n = {d.draw('i', 'name', NAMES)}"
    names = ("family_name", "given_names", "family_sound", "given_sound", "plain_name")
    columns = {name: name for name in names} | {
        "crn": f"'X' || {d.padded('i % 1000000', 6)}",
        "crn_confirmed": "i < 1000000",
        "pnc_matched": f"{d.draw('i', 'matched', 100)} < 97",
        "date_of_birth": d.day(f"released - 6600 - {d.draw('i', 'age', 15000)}"),
        "sex": one_of(d.draw("i", "sex", 100), {93: "male", 100: "female"}),
        "ethnicity": one_of(d.draw("i", "ethnicity", 10), {7: "white", 8: "black", 9: "asian", 10: "mixed"}),
        "died_on": d.day("died"),
        "postcode": f"'ME' || (1 + {d.draw('i', 'district', 20)}) || ' ' || (1 + {d.draw('i', 'sector', 9)}) || 'AB'",
    }
    return Rows(
        Person, both, "i", columns, effective="released - 60", corrected=3, former={"pnc_matched": "TRUE"}
    )


def _areas(d: Dialect, staff: Staff) -> Rows:
    columns = {"person_id": "i", "area_id": "area"}
    return Rows(PersonArea, "scratch_life", "i * 2", columns, "released - 60", 3, _next_door(staff))


def _next_door(staff: Staff) -> dict[str, str]:
    """The area that a record named until it was put right."""
    return {"area_id": f"{staff.areas.first} + (area_id - {staff.areas.first} + 1) % {staff.areas.count}"}


def _moves(d: Dialect, last: int, staff: Staff) -> Rows:
    """One in twenty lives elsewhere some time after the release."""
    columns = {
        "person_id": "i",
        "area_id": f"{staff.areas.first} + {d.draw('i', 'next area', staff.areas.count)}",
        "since": d.day("released + 100"),
    }
    source = f"scratch_life WHERE {d.draw('i', 'moves away', 20)} = 0 AND released + 100 < {last}"
    return Rows(PersonArea, source, "i * 2 + 1", columns, "released + 100", 3, _next_door(staff))


def _releases(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    prison = f"{staff.prisons.first} + {d.draw('i', 'prison', staff.prisons.count)}"
    first = {
        "person_id": "i",
        "prison_id": prison,
        "kind": one_of(d.draw("i", "kind", 100), {80: "licence", 96: "end_of_sentence", 98: "temporary", 100: "bail"}),
        "received_on": d.day(f"released - 30 - {d.draw('i', 'custody', 700)}"),
        "expected_on": d.day("released"),
        "released_on": f"CASE WHEN released < {last} THEN {d.day('released')} END",
        "recalled_on": d.day("recalled"),
    }  # fmt: skip
    again = {
        "person_id": "i",
        "prison_id": prison,
        "kind": "'post_recall'",
        "received_on": d.day("recalled"),
        "expected_on": d.day("again"),
        "released_on": d.day("again"),
    }
    return [
        Rows(Release, "scratch_life", "i * 2", first, "released", 4, {"recalled_on": "NULL"}),
        Rows(
            Release,
            f"scratch_life WHERE again < {last}",
            "i * 2 + 1",
            again,
            "again",
            4,
            {"recalled_on": "NULL"},
        ),
    ]


def _supervisions(d: Dialect, last: int) -> Rows:
    ends = f"released + {SUPERVISED_FOR}"
    columns = {
        "person_id": "i",
        "kind": "'licence'",
        "started_on": d.day("released"),
        "ended_on": f"CASE WHEN {ends} < {last} THEN {d.day(ends)} END",
    }
    source = f"scratch_life WHERE {d.draw('i', 'supervised', 100)} < 92 AND released < {last}"
    return Rows(Supervision, source, "i", columns, "released")


def _offences(d: Dialect, last: int) -> list[Rows]:
    """One in three offends again, some of them twice; disposed of within the year."""
    on = f"released + {d.draw('i * 2 + number', 'offence', 1000)}"
    disposed = f"{on} + 20 + {d.draw('i * 2 + number', 'disposal', 300)}"
    columns = {
        "person_id": "i",
        "number": "1",
        "offence_on": d.day(on),
        "disposed_on": f"CASE WHEN {disposed} < {last} THEN {d.day(disposed)} END",
        "disposal": f"CASE WHEN {disposed} < {last} THEN 'conviction' ELSE '' END",
    }
    often = f"{d.draw('i', 'offends', 100)} < 34 - number * 20"
    source = f"{d.times('scratch_life', 0, 1, 'number')} WHERE {often} AND {on} < {last}"
    until = {"covers_to": d.day(str(last)), "recorded_at": d.moment(str(last)), "source": "'measured'"}
    return [
        Rows(Offence, source, "i * 2 + number", columns, on),
        Rows(OffenceCoverage, "(SELECT 1 AS one) AS one_row", "1", until),
    ]


def _who_holds_them(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    """An office and its practitioner, and the hubs of the referrals."""
    since = d.day(d.least("released - 60", str(last)))
    office = {
        "person_id": "i",
        "team_id": f"{staff.offices.first} + office",
        "practitioner_id": f"{staff.practitioners.first} + office",
        "since": since,
    }
    hub = {"person_id": "i", "team_id": "team_id", "purpose": "'referral'", "since": d.day("asked")}
    agreed = {"person_id": "i", "given_on": since, "how": "'in_person'"}
    hidden = {"person_id": "i", "kind": "'restriction'", "since": since, "set_at": d.moment("released - 60")}
    return [
        Rows(Caseload, "scratch_life", "i", office),
        Rows(Involvement, "scratch_way JOIN hubs_hub ON hubs_hub.id = hub", "w", hub),
        Rows(Consent, "scratch_life", "i", agreed, "released - 60"),
        Rows(LimitedAccess, f"scratch_life WHERE i % {RESTRICTED_IN} = 0", "i", hidden),
    ]
