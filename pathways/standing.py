"""Spells as the rules of a kind see them: the class of an accommodation code and the person's releases beside them."""

from collections.abc import Iterable

from django.db.models import F, Q

from people.models import Release

from .kinds import Kind, Standing, kind_of_spells
from .models import AccommodationCode, Pathway, Spell

COUNTED_RELEASES = ("licence", "end_of_sentence", "post_recall")  # outcomes: a temporary release is none


def of_pathway(pathway: Pathway) -> dict[int, Standing]:
    """Every spell of the pathway's kind by its key, as its rules see it."""
    return of_spells(spells_of(pathway))


def spells_of(pathway: Pathway):
    """The person's spells of the pathway's kind, latest first."""
    return Spell.objects.filter(person=pathway.person_id, kind=pathway.declaration.spell_kind)


def of_spells(spells: Iterable[Spell]) -> dict[int, Standing]:
    """Spells of one person and kind by their key: three queries, however many."""
    spells = list(spells)
    housing = any(spell.kind == Spell.Kind.ACCOMMODATION for spell in spells)
    settledness = dict(AccommodationCode.objects.values_list("code", "settledness")) if housing else {}
    released_on = _release_days(spells[0].person_id) if housing else frozenset()
    return {
        spell.pk: Standing(
            code=spell.code,
            started_on=spell.started_on,
            ended_on=spell.ended_on,
            end_reason=spell.end_reason,
            settledness=settledness.get(spell.code, ""),
            released_on=released_on,
        )
        for spell in spells
    }


def choices_of(kind: Kind) -> list:
    """What a form offers as codes: the kind's own, or the accommodation table grouped by class."""
    if kind.codes:
        return list(kind.codes.items())
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in AccommodationCode.objects.all():
        groups.setdefault(each.settledness.capitalize(), []).append((each.code, each.label))
    return list(groups.items())


def labels_of(kind: Kind) -> dict[str, str]:
    """Every code of the kind in words."""
    return dict(kind.codes) or dict(AccommodationCode.objects.values_list("code", "label"))


def in_words(spell: Spell, labels: dict[str, str] | None = None) -> str:
    """Employed, Strood Dairy Co-op: one spell in a line; `labels` saves a query where many are said."""
    labels = labels_of(kind_of_spells(spell.kind)) if labels is None else labels
    return ", ".join(part for part in (labels.get(spell.code, spell.code), spell.detail) if part)


def _release_days(person_id: int) -> frozenset:
    same_day = Q(recalled_on=F("released_on"))
    releases = Release.objects.filter(person=person_id, kind__in=COUNTED_RELEASES, released_on__isnull=False)
    return frozenset(releases.exclude(same_day).values_list("released_on", flat=True))
