"""Sessions of every hub in every week of ten years, those booked into them with their marks, inductions, wellbeing."""

from hubs.models import Booking, Induction, Session, Wellbeing

from .dialect import Dialect, one_of
from .rows import Rows
from .staff import Staff

WEEKS_BOOKED = 16  # of a referral that has started and not ended
PLACES_FILLED = 12  # of a session, on average
PLACES = 40  # more than ever come: the rule on places holds for every session
MARKS = {62: "attended", 68: "late", 71: "left_early", 92: "did_not_attend", 97: "not_expected", 100: ""}
OPEN_DAYS = 5  # of a week
QUESTIONS = ("satisfied", "worthwhile", "happy", "anxious")


def slots_a_week(count: int, last: int, staff: Staff) -> int:
    """Sessions of a hub in a week, so that about twelve come to each."""
    return max(1, round(20 * count / PLACES_FILLED / staff.hubs.count / (last // 7)))


def about_hubs(d: Dialect, last: int, staff: Staff, slots: int) -> list[Rows]:
    return [
        _sessions(d, last, staff, slots),
        _bookings(d, last, staff, slots),
        _inductions(d, staff),
        *_wellbeing(d, last, staff),
    ]


def _sessions(d: Dialect, last: int, staff: Staff, slots: int) -> Rows:
    key = f"1 + h + {staff.hubs.count} * (week * {slots} + slot)"
    day, held = f"7 * week + slot % {OPEN_DAYS}", f"{d.draw(key, 'held', 100)} < 96"
    columns = {
        "version": "2",
        "hub_id": f"{staff.hubs.first} + h",
        "category_id": f"{staff.categories.first} + {d.draw(key, 'category', staff.categories.count)}",
        "starts_at": d.moment(day, "slot % 8 * 45"),
        "ends_at": d.moment(day, "slot % 8 * 45 + 60"),
        "held_on": d.day(day),
        "capacity": f"CASE WHEN {d.draw(key, 'capacity', 100)} < 95 THEN {PLACES} END",
        "state": f"CASE WHEN {held} THEN 'recorded' ELSE 'not_held' END",
        "register_at": f"CASE WHEN {held} THEN {d.moment(day, 'slot % 8 * 45 + 70')} END",
        "not_held_reason": f"CASE WHEN {held} THEN '' ELSE 'Measured' END",
    }
    every = (
        f"{d.series(0, last // 7 - 1, 'week')} CROSS JOIN {d.series(0, slots - 1, 'slot')} CROSS JOIN "
        f"{d.series(0, staff.hubs.count - 1, 'h')}"
    )
    return Rows(Session, every, key, columns, day)


def _bookings(d: Dialect, last: int, staff: Staff, slots: int) -> Rows:
    """One a week from the week after the start."""
    key = f"w * {WEEKS_BOOKED} + j"
    walks_in = f"{d.draw(key, 'walks in', 100)} < 3"
    day = f"7 * week + slot % {OPEN_DAYS}"
    worker = f"{staff.workers.first} + hub - {staff.hubs.first}"
    columns = {
        "version": "1",
        "person_id": "i",
        "hub_id": "hub",
        "session_id": f"1 + hub - {staff.hubs.first} + {staff.hubs.count} * (week * {slots} + slot)",
        "held_on": d.day(day),
        "state": "'booked'",
        "walk_in": f"{walks_in} AND drawn < 71",
        "mark": one_of("drawn", MARKS),
        "marked_at": f"CASE WHEN drawn < 97 THEN {d.moment(day, '420')} END",
        "marked_by_id": f"CASE WHEN drawn < 97 THEN {worker} END",
    }
    week = "started / 7 + 1 + j"
    drawn = f"{d.draw(key, 'slot', slots)} AS slot, {d.draw(key, 'mark', 100)} AS drawn"
    booked = d.once(
        f"SELECT w, i, hub, j, {week} AS week, {drawn} "
        f"FROM {d.times('scratch_way', 0, WEEKS_BOOKED - 1, 'j')} WHERE started IS NOT NULL "
        f"AND {week} < {last // 7} AND (ended IS NULL OR 7 * ({week}) + {OPEN_DAYS} < ended)",
        "booked",
    )
    return Rows(Booking, booked, key, columns, day, 4, {"mark": "'did_not_attend'", "walk_in": "FALSE"})


def _inductions(d: Dialect, staff: Staff) -> Rows:
    columns = {
        "person_id": "i",
        "hub_id": "hub",
        "inducted_on": d.day("started"),
        "inducted_by_id": f"{staff.workers.first} + hub - {staff.hubs.first}",
    }
    return Rows(Induction, "scratch_way WHERE started IS NOT NULL", "w", columns, "started", 2)


def _wellbeing(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    """Four in ten were asked at the induction; six in ten of them again at a review."""
    asked = f"scratch_way WHERE started IS NOT NULL AND {d.draw('w', 'is asked', 10)} < 4"
    review = f"started + 60 + {d.draw('w', 'review', 70)}"

    def form(occasion: str, key: str, day: str, better: int) -> Rows:
        answers = {name: _answer(d, key, name, better) for name in QUESTIONS}
        columns = {
            "person_id": "i",
            "hub_id": "hub",
            "occasion": f"'{occasion}'",
            "asked_on": d.day(day),
        } | answers
        source = (
            asked
            if occasion == "induction"
            else (f"{asked} AND {d.draw('w', 'is reviewed', 10)} < 6 AND {review} < {last}")
        )
        return Rows(Wellbeing, source, key, columns, day, 3)

    return [form("induction", "w * 2", "started", 0), form("review", "w * 2 + 1", review, 1)]


def _answer(d: Dialect, key: str, name: str, better: int) -> str:
    """0 to 10; one in twenty does not answer."""
    points = f"{better} + {d.draw(key, name, 10)}"
    return f"CASE WHEN {d.draw(key, f'{name} answered', 20)} > 0 THEN {points} END"
