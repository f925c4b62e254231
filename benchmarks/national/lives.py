"""Scratch tables of whole numbers: when what happens to whom. A day is a number from the first of ten years.

Everything that is written later is read from these, so that a booking lies in the weeks of its referral, and a job
after its release.
"""

from django.db import connection

from .dialect import Dialect, one_of
from .staff import Staff

LEAST_ENDS = 60  # days that a referral lasts once it has started
PER_PERSON = 2  # referrals
DECIDED = {10: "declined", 15: "withdrawn", 17: "entered_in_error", 20: "waiting", 100: "accepted"}


def write_lives(dialect: Dialect, count: int, last: int, staff: Staff) -> None:
    """scratch_life: a row a person; scratch_way: a row a referral. `last` is the number of the last whole day."""
    _scratch("scratch_born", _released(dialect, count, last))
    _scratch("scratch_life", _life(dialect, last, staff))
    _scratch("scratch_asked", _asked(dialect, last, staff))
    _scratch("scratch_decided", _decided(dialect, last))
    _scratch("scratch_way", _way(dialect, last))
    for done in ("scratch_born", "scratch_asked", "scratch_decided"):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {done}")


def drop_scratch() -> None:
    with connection.cursor() as cursor:
        for name in ("scratch_life", "scratch_way", "scratch_name"):
            cursor.execute(f"DROP TABLE {name}")


def _scratch(name: str, select: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {select}")
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {name}")


def _released(d: Dialect, count: int, last: int) -> str:
    """Released over ten years and the month to come; one in seven recalled; one in seventy died since."""
    released = f"60 + {d.draw('i', 'release', last - 30)}"
    recalled = f"20 + {d.draw('i', 'recall', 200)}"
    return f"""
        SELECT i, released,
          CASE WHEN {d.draw("i", "is recalled", 100)} < 15 AND released + {recalled} < {last} - 60
            THEN released + {recalled} END AS recalled,
          CASE WHEN {d.draw("i", "dies", 1000)} < 14 AND released + {d.draw("i", "death", 900)} < {last}
            THEN released + {d.draw("i", "death", 900)} END AS died
        FROM (SELECT i, {released} AS released FROM {d.series(1, count, "i")}) AS r"""


def _life(d: Dialect, last: int, staff: Staff) -> str:
    """With the release after a recall, jobs, homes and treatment; NULL where there is none, or none yet."""
    job, home = f"released + {d.draw('i', 'job', 150)}", f"released + 40 + {d.draw('i', 'home', 200)}"
    job_ends = f"{job} + 20 + {d.draw('i', 'job ends', 400)}"
    treated = f"released + {d.draw('i', 'treated', 40)}"

    def so_far(day: str, what: str, of_hundred: int) -> str:
        return f"CASE WHEN {d.draw('i', what, 100)} < {of_hundred} AND {day} < {last} THEN {day} END"

    return f"""
        SELECT i, released, recalled, died,
          recalled + 28 + {d.draw("i", "again", 30)} AS again,
          {staff.areas.first} + {d.draw("i", "area", staff.areas.count)} AS area,
          {d.draw("i", "office", staff.offices.count)} AS office,
          {so_far(job, "has job", 55)} AS job,
          {so_far(job_ends, "job has end", 60)} AS job_ends,
          {so_far("released", "has home", 80)} AS home,
          {so_far(home, "moves", 30)} AS moved,
          {so_far(treated, "has treatment", 25)} AS treated
        FROM scratch_born"""


def _asked(d: Dialect, last: int, staff: Staff) -> str:
    """Two referrals of each to different hubs, the first near the release, the second some months later."""
    near = f"released - 60 + {d.draw('i', 'asked', 50)}"
    later = f"released + 60 + {d.draw('i', 'asked again', 600)}"
    back = f"{last - 400}"
    hub = (
        f"{staff.hubs.first} + ({d.draw('i', 'hub', staff.hubs.count)} + turn * "
        f"(1 + {d.draw('i', 'other hub', staff.hubs.count - 1)})) % {staff.hubs.count}"
    )
    return f"""
        SELECT 2 * i - 1 + turn AS w, i, turn, released, {hub} AS hub,
          CASE WHEN turn = 0 AND {near} < {last} THEN {near} WHEN turn = 0 THEN {near} - 100
            WHEN {later} < {last} THEN {later} ELSE {later} % {back} END AS asked
        FROM {d.times("scratch_born", 0, PER_PERSON - 1, "turn")}"""


def _decided(d: Dialect, last: int) -> str:
    """Decided within twelve days, of which five working days are in time; what has not come yet is not decided."""
    decided = f"asked + 1 + {d.draw('w', 'decided', 11)}"
    fate = one_of(d.draw("w", "fate", 100), DECIDED)
    return f"""
        SELECT w, i, turn, released, hub, asked,
          CASE WHEN {decided} < {last} THEN {fate} ELSE 'submitted' END AS fate,
          CASE WHEN {decided} < {last} THEN {decided} END AS decided
        FROM scratch_asked"""


def _way(d: Dialect, last: int) -> str:
    """Started after the release, if at all; ended some months later."""
    begins = f"{d.greatest('decided', 'CASE WHEN turn = 0 THEN released ELSE 0 END')} + {d.draw('w', 'starts', 20)}"
    lasts = f"{LEAST_ENDS} + {d.draw('w', 'lasts', 300)}"
    return f"""
        SELECT w, i, turn, hub, asked, decided, started,
          CASE WHEN fate <> 'accepted' THEN fate
            WHEN started IS NULL AND decided + {LEAST_ENDS} < {last} THEN 'ended_early'
            WHEN started IS NULL THEN 'accepted'
            WHEN started + {lasts} >= {last} THEN 'started'
            WHEN {d.draw("w", "completes", 10)} < 6 THEN 'completed' ELSE 'ended_early' END AS state,
          CASE WHEN fate IN ('declined', 'withdrawn', 'entered_in_error') THEN decided
            WHEN fate <> 'accepted' THEN NULL
            WHEN started IS NULL AND decided + {LEAST_ENDS} < {last} THEN decided + {LEAST_ENDS}
            WHEN started + {lasts} < {last} THEN started + {lasts} END AS ended,
          fate
        FROM (SELECT w, i, turn, hub, released, asked, fate, decided,
            CASE WHEN fate = 'accepted' AND {d.draw("w", "is started", 100)} < 93 AND {begins} < {last}
              THEN {begins} END AS started
          FROM scratch_decided) AS begun"""
