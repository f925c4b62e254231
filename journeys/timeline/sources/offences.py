"""Proven offences on the day of the offence, and arrests and charges, to those who may read risk."""

from foundation.accounts.roles import Permission
from people.models import LocalSignal, Offence

from ..entries import Row, Said, Source, dated


def _say_offence(row: Row) -> Said:
    """`code` is the disposal, `words` the group of offences; either may not be known."""
    disposal = f", {Offence.Disposal(row.code).label.lower()}" if row.code else ""
    group = f": {row.words[0].lower()}{row.words[1:]}" if row.words else ""
    return Said(f"Proven offence{group}", f"proven offence{disposal}")


def _say_signal(row: Row) -> Said:
    """What a team heard of, which proves nothing."""
    return Said(str(LocalSignal.Kind(row.code).label), f"local signal, said by {row.words}", row.more)


_offences = dated(Offence, "offence_on", code="disposal", words="offence_group")

_signals = dated(LocalSignal, "happened_on", code="kind", words="source", more="known")

SOURCES = (
    Source("offence", "offence", Permission.VIEW_RISK, _offences, _say_offence),
    Source("local_signal", "signal", Permission.VIEW_RISK, _signals, _say_signal),
)
