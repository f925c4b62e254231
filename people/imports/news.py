"""A file brings history, which moves nothing, and sometimes news: a death, or a recall that stands.

News is told to the storeys above in the import's own transaction, and only about people somebody works with: nothing
can rest on anybody else. (decision 31)
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max

from foundation.intake.importers import in_batches
from foundation.lifecycle.reactions import happened

from ..causes import DIED, RECALLED
from ..models import Caseload, Involvement, Person, Release


def tell_of_deaths(people: Iterable[Person], *, by: Any) -> None:
    """Deaths of people who were not known to be dead before the file."""
    dead = {person.pk: person for person in people}
    for pk in sorted(_worked_with(dead)):
        happened(DIED, by=by, person=dead[pk], died_on=dead[pk].died_on)


def tell_of_recalls(releases: Iterable[Release], *, by: Any) -> None:
    """Recalls nobody knew of, except of people who were released again since: each person once."""
    recalled: dict[int, Release] = {}
    for release in sorted(releases, key=_day_of_recall):
        recalled[release.person_id] = release
    worked_with = _worked_with(recalled)
    last_released = dict(
        in_batches(
            Release.objects.order_by()
            .values("person_id")
            .annotate(last=Max("released_on"))
            .values_list("person_id", "last"),
            "person_id",
            worked_with,
        )
    )
    for pk in sorted(worked_with):
        if last_released[pk] <= _day_of_recall(recalled[pk]):
            happened(RECALLED, by=by, release=recalled[pk])


def _day_of_recall(release: Release) -> datetime.date:
    assert release.recalled_on is not None  # only recalls are asked about
    return release.recalled_on


def _worked_with(people: Iterable[int]) -> set[int]:
    """Those of these people whom a team holds or is involved with today."""
    people = list(people)
    return {pk for model in (Caseload, Involvement) for pk in _standing(model, people)}


def _standing(model: type[Caseload] | type[Involvement], people: Iterable[int]) -> Iterator[int]:
    rows = model.objects.filter(until=None).order_by().values_list("person_id", flat=True)
    yield from in_batches(rows, "person_id", people)
