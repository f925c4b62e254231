"""Controlling counts that add up: of one place, and of a place among the areas that add up with it."""

from collections.abc import Collection, Mapping, Sequence

from django.conf import settings

from outcomes import disclosure
from outcomes.report import Groups

Sums = Sequence[tuple[str, Sequence[str]]]
HERE = "here"


def counts_shown(
    counts: Mapping[str, int], sums: Sums = (), told: Collection[str] = (), unseen: Collection[str] = ()
) -> dict[str, int | None]:
    """The counts as they may be shown: none of 1 to k-1, none that such a one would follow from by `sums`, rounded.

    `told` and `unseen` as in `disclosure.control_table`.
    """
    cells = {name: disclosure.only_counted(number) for name, number in counts.items()}
    controlled = disclosure.control_table(cells, sums, settings.SMALLEST_NUMBER_SHOWN, told, unseen)
    return {name: shown.denominator for name, shown in controlled.items()}


def counts_shown_among(
    by_group: Mapping[str, Mapping[str, int]], own: str, sums: Sums, groups: Groups | None
) -> dict[str, int | None]:
    """The counts of one place, controlled together with those of every place that adds up with it.

    `by_group`: {key of a place: {name: count}}, the same names everywhere. `sums`: which counts of a place add up.
    A part is hidden rather than what it is a part of there, so that a small loss takes its neighbour along and not the
    whole way. Places without anybody, and counts that are nobody's anywhere, add nothing up and are left out.
    """
    told = {key for key, counts in by_group.items() if key == own or any(counts.values())}
    names = {name for counts in by_group.values() for name, number in counts.items() if number}
    names |= {whole for whole, _ in sums}
    across = [
        (_at(whole, name), [_at(part, name) for part in parts if part in told])
        for whole, parts in (groups.sums if groups else ())
        if whole in told
        for name in names
    ]
    within = [
        (_at(key, whole), [_at(key, part) for part in parts if part in names])
        for key in told
        for whole, parts in sums
    ]
    shown = counts_shown(
        {_at(key, name): by_group[key].get(name, 0) for key in told for name in names},
        [*across, *within],
        told=[
            *(_at(key, whole) for key in told for whole, _ in sums),
            *(_at(key, name) for key in (groups.told if groups else ()) for name in names),
        ],
        unseen=[_at(key, name) for key in (groups.unseen if groups else ()) for name in names],
    )
    return {name: shown.get(_at(own, name), 0) for name in by_group[own]}


def _at(key: str, name: str) -> str:
    return f"{key}|{name}"
