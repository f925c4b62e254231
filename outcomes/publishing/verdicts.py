"""What stands against publishing a draft, in words (outcomes: Differencing guard)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from outcomes.freezing import CannotThaw, thawed
from outcomes.models import Snapshot
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.periods import period as period_named
from outcomes.whole import WholeReport

from .drafting import judged
from .guard import Breach
from .naming import title_of
from .states import SnapshotState as S
from .told import LINES, VERIFIED, Key, as_kept

OVERTAKEN = (
    "Another report was published since this draft was worked out, and a number of this one could be had from the two. "
    "Discard this draft and ask for a new one: it will leave out what must not be shown beside the other."
)
REPLACED = (
    "The version that this draft corrects was withdrawn or replaced since. "
    "Discard this draft and ask for a new one."
)
UNCHANGED = "Nothing has changed since the version that stands, so there is nothing to correct."
EMPTY = (
    "Nothing would be left to show: every indicator is too close to a report published before. "
    "Wait until more has happened, and ask for a draft again."
)


@dataclass(frozen=True)
class Withheld:
    """An indicator that the guard takes out, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """refusal: why the draft cannot be published, "" where it can. withheld: what the guard has taken out of it."""

    refusal: str
    withheld: Sequence[Withheld]


def verdict(snapshot: Snapshot) -> Verdict:
    """What the guard says of a draft now."""
    found = breaches_of(snapshot)
    return Verdict(_refusal(snapshot, found), [*_withheld(found)])


def breaches_of(snapshot: Snapshot) -> tuple[Breach, ...]:
    """What the guard took out of a draft when it was worked out."""
    return thawed(tuple[Breach, ...], json.loads(snapshot.content.withheld))


def _refusal(snapshot: Snapshot, found: Sequence[Breach]) -> str:
    told = as_kept(snapshot.content.counted)
    if not any(each.part == LINES for each in told):
        return EMPTY
    if (before := snapshot.corrects) is not None:
        if before.state != S.PUBLISHED:
            return REPLACED
        if not found and _says_the_same(snapshot, before):
            return UNCHANGED
        moved = [each for each in found if each.against and each.key == _key(snapshot)]
        if moved and not _is_followed(before):
            return _must_wait(snapshot, moved)
    return OVERTAKEN if judged(told) else ""


def _says_the_same(snapshot: Snapshot, before: Snapshot) -> bool:
    """Whether a correction shows what the version before shows, its targets and benchmarks too, whatever day it is of
    and code it was made with.
    """
    try:
        after, earlier = _whole(snapshot), _whole(before)
    except CannotThaw:
        return False
    was = earlier.report
    now = replace(after.report, as_at=was.as_at, known_at=was.known_at, known_then=was.known_then,
                  code_version=was.code_version)  # fmt: skip
    return replace(after, report=now) == earlier


def _whole(version: Snapshot) -> WholeReport:
    return thawed(WholeReport, json.loads(version.content.report))


def _is_followed(before: Snapshot) -> bool:
    """Whether a later period of the place was published after this version."""
    mine = period_named(before.period)
    return any(
        _comes_after(period_named(label), mine)
        for label in Snapshot.objects.ever_published()
        .of(before.kind, before.place)
        .filter(published_at__gt=before.published_at)
        .values_list("period", flat=True)
    )


def _comes_after(later: Period, earlier: Period) -> bool:
    return later.is_year == earlier.is_year and later.starts_on > earlier.starts_on


def _must_wait(snapshot: Snapshot, moved: Sequence[Breach]) -> str:
    titles = ", ".join(dict.fromkeys(_title(each) for each in moved))
    kind = "financial year" if period_named(snapshot.period).is_year else "quarter"
    return (
        "A few people’s records changed since the version that stands, and a reader with both could work out how many. "
        f"It concerns: {titles}. A correction waits until the report of the next {kind} of {snapshot.place} is "
        "published, or until enough people have changed."
    )


def _withheld(found: Sequence[Breach]) -> list[Withheld]:
    why: dict[str, str] = {}
    for each in found:
        if each.against:
            reason = f"moved by a few people since {_say(each.against)}"
        else:
            reason = "with reports published before, a number that is hidden would follow"
        why.setdefault(_title(each), reason)
    return [Withheld(title, reason) for title, reason in why.items()]


def _title(found: Breach) -> str:
    return title_of(
        found.part, found.table.removesuffix(VERIFIED)
    )  # its verified share goes with an indicator


def _say(name: str) -> str:
    """A publication's name with its period in words: Medway, 2025-Q1, version 1."""
    place, label, version = name.rsplit(", ", 2)
    return f"{place}, {say_period(period_named(label))}, {version}"


def _key(snapshot: Snapshot) -> Key:
    return Key(snapshot.kind, snapshot.place, snapshot.period)
