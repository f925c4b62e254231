"""What a source of the timeline is, and what it makes of one row.

Every source gives the same columns, so that the whole timeline is one query: the database puts the sources together,
orders them by the day on which things took effect, and cuts a page. Words are made afterwards, for that page only.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day
from foundation.lifecycle.facts import Fact, Moment
from people.models import Person
from referrals.models import Referral

LATE_AFTER = datetime.timedelta(days=7)


class Row(NamedTuple):
    """One row of any source. `code`, `words`, `more` and `who` mean what the source says they mean."""

    told_by: str
    on_day: datetime.date
    known_at: datetime.datetime
    row_id: int
    code: str
    words: str
    more: str
    who: str


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `at` is when it happened; `recorded_on` is set when it was recorded late."""

    kind: str
    title: str
    at: datetime.date
    detail: str = ""
    text: str = ""
    recorded_on: datetime.date | None = None

    @property
    def line(self) -> str:
        """The small line after the date."""
        late = f"recorded late on {say_day(self.recorded_on)}" if self.recorded_on else ""
        return " · ".join(part for part in (self.detail, late) if part)


class Said(NamedTuple):
    """The words of one row: a title, a line of detail, and what was written, if anything."""

    title: str
    detail: str = ""
    text: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of thing that happens. `rows` gives the columns of `Row` without the first; `say` puts a row in words.

    kind: the word of the filter. permission: without it the source is not asked at all. `rows` is given the moment that
    is asked about: facts effective by its `as_at`, as they were known by its `known_at` (domain: History).
    """

    name: str
    kind: str
    permission: Permission
    rows: Callable[[Person, User, Moment], QuerySet]
    say: Callable[[Row], Said]

    def entry(self, row: Row) -> Entry:
        """Recorded late: more than 7 days after it happened."""
        known_on, said = day_of(row.known_at), self.say(row)
        late = known_on if known_on - row.on_day > LATE_AFTER else None
        return Entry(self.kind, said.title, row.on_day, said.detail, said.text, late)


def recorded_by(rows: QuerySet, moment: Moment, field: str = "recorded_at") -> QuerySet:
    """Rows that are never corrected, as far as they were recorded by then."""
    return rows.filter(**{f"{field}__lte": moment.known_at}) if moment.known_at else rows


def referrals_seen(person: Person, user: User) -> QuerySet:
    """The keys of the person's referrals that the user may see, as a query that is not asked.

    Put together once for a person fetched: that is what most of a timeline's time went into, and many sources ask it.
    """
    seen = vars(person).setdefault("_referrals_seen", {})
    if user.pk not in seen:
        seen[user.pk] = Referral.objects.visible_to(user).filter(person=person).order_by().values("pk")
    return seen[user.pk]


def columns(rows: QuerySet, *, on_day: Any, known_at: Any, **texts: Any) -> QuerySet:
    """The rows with the columns that every source gives, unordered. `texts`: code, words, more, who; a field's name
    or an expression."""
    said = {name: _text(texts[name]) if name in texts else _NONE for name in _TEXTS}
    return rows.order_by().annotate(
        timeline_day=F(on_day) if isinstance(on_day, str) else on_day,
        timeline_known=F(known_at) if isinstance(known_at, str) else known_at,
        **{f"timeline_{name}": each for name, each in said.items()},
    )


def _text(told: Any) -> Coalesce:
    return Coalesce(Cast(told, CharField()), _NONE)


_NONE = Value("", output_field=CharField())
_TEXTS = ("code", "words", "more", "who")
NAMES = ("timeline_day", "timeline_known", "pk", *(f"timeline_{name}" for name in _TEXTS))


def first_known(model: type[Fact], field: str, *, is_now: bool) -> Coalesce:
    """When a field's value was first recorded: a later correction of something else makes nothing late.

    is_now: the row is the current one, whose key its versions name.
    """
    same = {"version_of": OuterRef("pk") if is_now else Coalesce(OuterRef("version_of"), OuterRef("pk"))}
    former = model._base_manager.filter(**same, **{field: OuterRef(field)}).order_by("recorded_at")
    return Coalesce(Subquery(former.values("recorded_at")[:1]), F("recorded_at"))


def versions_of(
    model: type[Fact], *, on_day: Any, known_by: str, where: Q | None = None, **texts: Any
) -> Callable[[Moment], QuerySet]:
    """Everybody's rows with the columns of a source, as known at a moment. known_by: the field whose first recording
    counts.

    What is the same for every reader is put together once, which is most of what asking costs; nothing of a person, a
    user or a day is in it.
    """

    @cache
    def put_together(is_now: bool) -> QuerySet:
        known_at = first_known(model, known_by, is_now=is_now)
        return columns(model.versions.filter(where or Q()), on_day=on_day, known_at=known_at, **texts)

    return lambda moment: moment.known_among(put_together(moment.known_at is None))


def dated(
    model: type[Fact],
    field: str,
    *,
    known_by: str = "",
    ahead: bool = False,
    where: Q | None = None,
    **texts: Any,
) -> Callable[[Person, User, Moment], QuerySet]:
    """The rows of a source: a person's facts by one of their dates.

    known_by: the field whose first recording counts, when it is not the date itself. ahead: days to come count too.
    """
    known = versions_of(model, on_day=field, known_by=known_by or field, where=where, **texts)

    def rows(person: Person, user: User, moment: Moment) -> QuerySet:
        has_come = {f"{field}__isnull": False} if ahead else {f"{field}__lte": moment.as_at}
        return known(moment).filter(person=person, **has_come)

    return rows
