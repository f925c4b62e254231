"""Setbacks that go with a person when two records are merged, and back with a merge taken back (domain: Merge)."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from people.models import Merge

from ..models import MilestoneClaim, Pathway, Spell
from ..setbacks import CARRIED, CLAIMS, GIVEN_BACK, SPELLS, TOLD, counted

_SAME: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    SPELLS: (Spell, ("kind", "code", "started_on")),
    CLAIMS: (MilestoneClaim, ("milestone", "reached_on")),
}


def carry_setbacks(merge: Merge, *, by: Any) -> None:
    """Each setback of a pathway that the merge set aside counts of the one that stands, and holds as it did.

    One that was about a job, home, treatment or claim that is set aside too is about the one in its place. For a caller
    that judges the pathways next.
    """
    aside = Pathway.versions.filter(pk__in=_set_aside(merge, Pathway))
    stand = {each.kind: each for each in Pathway.objects.filter(person=merge.kept_id)}
    now = {name: _in_place_of(merge, name) for name in _SAME}
    for pathway in [*aside, *stand.values()]:
        for told in counted(events.of(pathway).filter(what__in=TOLD).order_by("id")):
            keys = {name: [now[name].get(key, key) for key in told.facts.get(name, ())] for name in _SAME}
            about = {name: keys[name] for name in _SAME if name in told.facts}
            if pathway.kind in stand and (pathway.superseded_at or about != _of(told, about)):
                _carry(stand[pathway.kind], told, about | {"merge": merge}, by=by)


def give_back_setbacks(merge: Merge, *, by: Any) -> None:
    """What the merge had carried goes back with the pathway it was recorded of. For a caller that judges next."""
    carried = Event.objects.filter(
        subject_type=Pathway._meta.label_lower, what=CARRIED, person_id=merge.kept_id, facts__merge=merge.pk
    )
    for told in carried.order_by("id"):
        if pathway := Pathway.objects.filter(pk=told.subject_id).first():
            events.write(
                [events.entry(pathway, GIVEN_BACK, by=by, facts={"setback": told.pk, "merge": merge})]
            )


def _carry(pathway: Pathway, told: Event, facts: dict[str, Any], *, by: Any) -> None:
    because = getattr(told, "because", None)
    carried = events.entry(
        pathway, CARRIED, by=by, effective_on=told.effective_on, reason=told.reason,
        words=because.words if because else "", facts=facts | {"setback": told.pk},
    )  # fmt: skip
    events.write([carried])


def _of(told: Event, names: Iterable[str]) -> dict[str, list[int]]:
    return {name: told.facts[name] for name in names}


def _set_aside(merge: Merge, model: type[models.Model]) -> list[int]:
    rows = merge.rows.filter(model=model._meta.label_lower, was__has_key="superseded_at")
    return list(rows.values_list("row_id", flat=True))


def _in_place_of(merge: Merge, name: str) -> dict[int, int]:
    """By the key of each row that the merge set aside, the row that stands for it."""
    model, same = _SAME[name]
    found = {}
    for row in model._base_manager.filter(pk__in=_set_aside(merge, model)):
        alike = model._default_manager.filter(
            person=merge.kept_id, **{field: getattr(row, field) for field in same}
        )
        detail = getattr(row, "detail", "")
        if stands := min(alike, key=lambda each: getattr(each, "detail", "") != detail, default=None):
            found[row.pk] = stands.pk
    return found
