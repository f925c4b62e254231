"""Proven offences on the day of the offence, to those who may read risk."""

from foundation.accounts.roles import Permission
from people.models import Offence

from ..entries import Row, Said, Source, dated


def _say_offence(row: Row) -> Said:
    """`code` is the disposal, `words` the group of offences; either may not be known."""
    disposal = f", {Offence.Disposal(row.code).label.lower()}" if row.code else ""
    group = f": {row.words[0].lower()}{row.words[1:]}" if row.words else ""
    return Said(f"Proven offence{group}", f"proven offence{disposal}")


_offences = dated(Offence, "offence_on", code="disposal", words="offence_group")

SOURCES = (Source("offence", "offence", Permission.VIEW_RISK, _offences, _say_offence),)
