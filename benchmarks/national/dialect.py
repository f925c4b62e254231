"""The few things that the two engines say differently, so that every statement of the generator is written once."""

import datetime
import random
from dataclasses import dataclass

from foundation.lifecycle.dates import AddMonths

# Arithmetic of 64 bits on both engines: a key below 2^31 times a number below 2^32.
MODULUS = 4_294_967_291  # a prime
OPENS_AT = 10  # o'clock, UTC: the same day in London all the year


@dataclass(frozen=True)
class Dialect:
    """`first` is day 0: days of a life are whole numbers from it, and become dates only when a row is written."""

    vendor: str
    first: datetime.date
    seed: int

    @property
    def is_postgres(self) -> bool:
        return self.vendor == "postgresql"

    def draw(self, key: str, what: str, below: int) -> str:
        """A whole number from 0 to below it, the same for the same key and seed on both engines.

        key: an expression of a whole number of 64 bits. what: for what it is drawn; two words give two draws.
        """
        chance = random.Random(f"{self.seed} {what}")
        times, plus = chance.randrange(2**31, 2**32), chance.randrange(2**31)
        return f"((({key}) * {times} + {plus}) % {MODULUS} / 512 % {below})"

    def series(self, first: int, last: int, name: str) -> str:
        """A table of whole numbers, both ends included, in a column of that name."""
        if self.is_postgres:
            return f"generate_series({first}::bigint, {last}::bigint) AS {name}_series({name})"
        return (
            f"(WITH RECURSIVE counted({name}) AS (SELECT {first} UNION ALL SELECT {name} + 1 FROM counted "
            f"WHERE {name} < {last}) SELECT {name} FROM counted) AS {name}_series"
        )

    def times(self, table: str, first: int, last: int, name: str) -> str:
        """Each row of a table with each of these numbers, the rows of one before those of the next.

        Of a join both engines would take the numbers first. On SQLite most rows would then come between others that are
        there already; on either, indexes would be sorted out of greater disorder.
        """
        if self.is_postgres:
            numbers = f"generate_series({first}::bigint, {last}::bigint)"
            return f"(SELECT *, {numbers} AS {name} FROM {table}) AS each_{name}"
        return f"{table} CROSS JOIN {self.series(first, last, name)}"

    def once(self, select: str, name: str) -> str:
        """A table of what a statement selects, each column worked out once a row however often it is named."""
        return f"({select} {'OFFSET 0' if self.is_postgres else 'LIMIT -1'}) AS {name}"

    def day(self, number: str) -> str:
        """The date of a day's number."""
        if self.is_postgres:
            return f"(date '{self.first}' + ({number})::int)"
        return f"date({self._epoch} + ({number}) * 86400, 'unixepoch')"

    def months_after(self, number: str, months: int) -> str:
        """The date some calendar months after a day, as the indicators reckon it."""
        template = AddMonths.template if self.is_postgres else AddMonths.sqlite
        return template % {"expressions": self.day(number), "months": months, "following": months + 1}

    def moment(self, number: str, minutes: str = "0") -> str:
        """A moment of a day, some minutes after ten."""
        seconds = f"{self._epoch + OPENS_AT * 3600} + ({number}) * 86400 + ({minutes}) * 60"
        if self.is_postgres:
            return f"to_timestamp({seconds})"
        return f"datetime({seconds}, 'unixepoch')"

    def days_before(self, moment: str, days: int) -> str:
        if self.is_postgres:
            return f"({moment} - interval '{days} days')"
        return f"datetime({moment}, '-{days} days')"

    def uuid(self, what: int, key: str) -> str:
        """One of version 4 by its form, that no other key has."""
        scattered = self.draw(key, f"uuid {what}", 8_388_608)
        if self.is_postgres:
            above = f"{scattered} * {2**32} + {what * 2**16 + 0x4000}"
            below = f"{1 - 2**63} + ({key}) - 1"  # the lowest number itself cannot be written
            return f"encode(int8send({above}) || int8send({below}), 'hex')::uuid"
        return f"printf('%08x{what:04x}40008000%012x', {scattered}, {key})"

    def least(self, *numbers: str) -> str:
        return f"{'least' if self.is_postgres else 'min'}({', '.join(numbers)})"

    def greatest(self, *numbers: str) -> str:
        return f"{'greatest' if self.is_postgres else 'max'}({', '.join(numbers)})"

    def padded(self, number: str, digits: int) -> str:
        """A number as text with zeros before it."""
        if self.is_postgres:
            return f"lpad(({number})::text, {digits}, '0')"
        return f"printf('%0{digits}d', {number})"

    @property
    def _epoch(self) -> int:
        return (self.first - datetime.date(1970, 1, 1)).days * 86400


def one_of(number: str, names: dict[int, str] | list[str]) -> str:
    """The name of a number drawn: of a list by its place, of a mapping the first whose key is above the number."""
    if isinstance(names, list):
        whens = " ".join(f"WHEN {place} THEN '{name}'" for place, name in enumerate(names))
        return f"CASE {number} {whens} END"
    whens = " ".join(f"WHEN {number} < {below} THEN '{name}'" for below, name in names.items())
    return f"CASE {whens} END"
