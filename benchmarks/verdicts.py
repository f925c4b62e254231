"""One table of what was asked and what was measured."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Verdicts:
    """Prints a line for each goal as it is judged, under a heading that names the engine and the size."""

    missed: list[str] = field(default_factory=list)

    def begin(self, vendor: str, size: str) -> None:
        load = os.getloadavg()[0]
        print(f"{vendor}, {size}; {os.cpu_count()} cores, load {load:.1f}")  # noqa: T201
        print(f"{'row':>4}  {'what':58} {'goal':>14} {'measured':>12}  verdict")  # noqa: T201

    def say(
        self, row: str, what: str, measured: float, unit: str = "", *, at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:  # fmt: skip
        """A measured number; without a goal it is only told."""
        goal, verdict = "", ""
        if at_most is not None or at_least is not None:
            good = measured <= at_most if at_most is not None else measured >= (at_least or 0)
            limit = f"<= {at_most:g}" if at_most is not None else f">= {at_least:g}"
            goal, verdict = f"{limit} {unit}".strip(), "met" if good else "MISSED"
            if not good:
                self.missed.append(what)
        print(f"{row:>4}  {what:58} {goal:>14} {measured:>9.3g} {unit:2}  {verdict}", flush=True)  # noqa: T201

    @property
    def exit_code(self) -> int:
        return int(bool(self.missed))


@dataclass(frozen=True)
class Took:
    """Seconds by the clock; and for how many of them the processors were busy with it, in this process and in the
    server's, which other work on the machine lengthens less.
    """

    seconds: float
    busy: float

    def __truediv__(self, other: "Took") -> float:
        return self.seconds / other.seconds


def in_turn(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Took]:
    """The medians of each way to do the same, asked in turn so that what disturbs one disturbs the other."""
    took: dict[str, list[Took]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began, busy = time.perf_counter(), _busy()
            way()
            took[name].append(Took(time.perf_counter() - began, _busy() - busy))
    return {
        name: Took(
            statistics.median(each.seconds for each in times), statistics.median(each.busy for each in times)
        )
        for name, times in took.items()
    }


def _busy() -> float:
    """Seconds so far of this process and, on a server of the same machine, of those that answered it."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    server = _fields(connection.connection.info.backend_pid)
    if not server:
        return own
    parallel = _fields(int(server[1]))  # its parent holds what its helpers took that have ended
    ticks = sum(map(int, [*server[11:13], *parallel[13:15]]))
    return own + ticks / os.sysconf("SC_CLK_TCK")


def _fields(process: int) -> list[str]:
    """What Linux says of a process, from its state on; nothing of one that is not here."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def with_database(measure: Callable[[], int]) -> int:
    """Measure on the migrated database that DATABASE_URL names, else on one of SQLite in a file that is removed."""
    os.environ |= {"THROUGHGATE_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure()
