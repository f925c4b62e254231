"""Carrying the rows of one record to another, writing down what each said before, and putting them back.

Facts change through `facts` alone, so that a report as known before the merge still says what it said. (domain:
History, Merge)
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from foundation.design.dates import today
from foundation.lifecycle import events, facts
from foundation.lifecycle.facts import Fact
from foundation.lifecycle.models import RunningClock

from ..models import Merge, MergedRow
from . import following
from .following import Follows, Values

MERGED, UNMERGED = "merged", "unmerged"  # what the log says of each row
SET_ASIDE = "superseded_at"


class Carrying:
    """One merge at work: every change goes through here and is written down with it, in order."""

    def __init__(self, merge: Merge) -> None:
        self.merge, self.by = merge, merge.made_by

    def carry(self, follows: Follows) -> None:
        """All rows of the merged record that follow this declaration."""
        moves = []
        for row in following.rows_of(follows, self.merge.merged_id):
            values = follows.values(row, follows.field, self.merge.kept_id)
            twin = following.twin_of(row, values)
            if twin is None:
                moves.append((row, values))
            elif follows.ends:
                since, until = follows.ends
                moves.append((row, values | {until: max(today(), getattr(row, since))}))
            elif isinstance(row, Fact) and self._settle(follows, row, twin):
                moves.append((row, values))
        with follows.within():
            self.change(moves)

    def _settle(self, follows: Follows | None, theirs: Any, ours: Any) -> bool:
        """Set aside the one of two facts that says less; whether theirs is the one that stands."""
        theirs_stands = follows is not None and follows.says_more(theirs, ours)
        less, more = (ours, theirs) if theirs_stands else (theirs, ours)
        self._write_down(less, {SET_ASIDE: None}, {})
        facts.set_aside(less, by=self.by, what=MERGED)
        self._stop_clocks_of(less)
        self._hang_on(less, more)
        return theirs_stands

    def _hang_on(self, less: Any, more: Any) -> None:
        """What hung on the one set aside hangs on the one that stands."""
        for relation in less._meta.related_objects:
            if relation.field.name == "version_of":
                continue
            hanging = following.current(relation.related_model).filter(**{relation.field.name: less.pk})
            for row in hanging.order_by("pk"):
                values = {relation.field.attname: more.pk}
                twin = following.twin_of(row, values)
                if twin is None or (
                    isinstance(row, Fact) and self._settle(following.of_model(type(row)), row, twin)
                ):
                    self.change([(row, values)])

    def _stop_clocks_of(self, row: models.Model) -> None:
        ended = {"stopped_at": timezone.now(), "outcome": RunningClock.Outcome.DROPPED}
        for run in RunningClock.objects.of(row).filter(stopped_at=None):
            self._write_down(run, {"stopped_at": None, "outcome": ""}, {})
            RunningClock.objects.filter(pk=run.pk).update(**ended)

    def change(self, rows: list[tuple[Any, Values]], what: str = MERGED) -> None:
        """Give rows of one model their new values."""
        for row, values in rows:
            self._write_down(row, {name: getattr(row, name) for name in values}, values)
        write(rows, by=self.by, what=what)

    def _write_down(self, row: models.Model, was: Values, became: Values) -> None:
        MergedRow.objects.create(
            merge=self.merge, model=row._meta.label_lower, row_id=row.pk,
            was={name: events.plain(value) for name, value in was.items()},
            became={name: events.plain(value) for name, value in became.items()},
        )  # fmt: skip


def write(rows: list[tuple[Any, Values]], *, by: Any, what: str) -> None:
    """New values for rows of one model, each with an event; of a fact, what it said before is kept."""
    if rows and isinstance(rows[0][0], Fact):
        facts.correct(rows, by=by, what=what)
        return
    for row, values in rows:
        told = {"from": {name: getattr(row, name) for name in values}, "to": values}
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)
        events.write([events.entry(row, what, by=by, facts=told)])


def rows_carried(merge: Merge) -> list[tuple[MergedRow, Any]]:
    """What the merge wrote down, the last first, with each row as it stands; None for one that was removed since."""
    lines = list(merge.rows.order_by("-id"))
    found: dict[str, dict[int, Any]] = {}
    for label in {line.model for line in lines}:
        wanted = [line.row_id for line in lines if line.model == label]
        found[label] = apps.get_model(label)._base_manager.in_bulk(wanted)
    return [(line, found[line.model].get(line.row_id)) for line in lines]


def put_back(merge: Merge, *, by: Any) -> None:
    """Every row as it was, the last changed first; what was added since to a row that goes back goes with it."""
    given_back: dict[type[models.Model], set[int]] = {}
    for line, row in rows_carried(merge):
        if row is None:
            continue
        if SET_ASIDE in line.was:
            facts.bring_back(row, by=by, what=UNMERGED)
        elif isinstance(row, RunningClock):
            RunningClock.objects.filter(pk=row.pk).update(**line.was)
        else:
            write([(row, _read(row, line.was))], by=by, what=UNMERGED)
        given_back.setdefault(type(row), set()).add(row.pk)
    for follows in following.declared():
        _take_along(follows, merge, given_back, by=by)
    for model, keys in given_back.items():
        if _names_a_person(model):
            theirs = following.current(model).filter(pk__in=keys, person=merge.merged_id).values("pk")
            runs = RunningClock.objects.filter(subject_type=model._meta.label_lower, subject_id__in=theirs)
            runs.update(person_id=merge.merged_id)


def _take_along(
    follows: Follows, merge: Merge, given_back: dict[type[models.Model], set[int]], *, by: Any
) -> None:
    """Rows about the kept record that hang on a row which is the other record's again."""
    for field in follows.model._meta.concrete_fields:
        hangs_on: Any = field.related_model
        if field.name == "version_of" or hangs_on not in given_back or not _names_a_person(hangs_on):
            continue
        theirs = following.current(hangs_on).filter(pk__in=given_back[hangs_on], person=merge.merged_id)
        added = following.rows_of(follows, merge.kept_id).filter(**{f"{field.name}__in": theirs.values("pk")})
        rows = [(row, follows.values(row, follows.field, merge.merged_id)) for row in added]
        write(rows, by=by, what=UNMERGED)
        given_back.setdefault(follows.model, set()).update(row.pk for row, _ in rows)


def _names_a_person(model: type[models.Model]) -> bool:
    return "person" in {field.name for field in model._meta.concrete_fields}


def carry_clocks(frm: int, to: int) -> None:
    """The clocks of everything about one person are about the other now."""
    RunningClock.objects.filter(person_id=frm).update(person_id=to)


def _read(row: models.Model, values: Mapping[str, Any]) -> Values:
    """Values as the log keeps them, as the fields hold them."""
    return {name: row._meta.get_field(name).to_python(value) for name, value in values.items()}  # type: ignore[union-attr]


def changed_since(line: MergedRow, row: Any) -> bool:
    """Whether somebody has changed since what the merge had written there."""
    return any(events.plain(getattr(row, name)) != value for name, value in line.became.items())
