"""Checks: most of those long past are answered as the record says, the rest wait for an answer or lie ahead."""

from pathways.checks.asking import keep_asking_everybody
from pathways.checks.lives import lives_of
from pathways.checks.points import Life, Question, questions_of
from pathways.kinds import Kind
from pathways.models import Check, Pathway
from pathways.states import UNDER_WAY

from .lives import DAY
from .world import World

ANSWERED_AFTER = 10  # days, by which most checks of the demo have been answered
A = Check.Answer


def write(world: World) -> None:
    """The answers of those whose pathway is under way; then everything is asked that follows from the record."""
    pathways = Pathway.objects.filter(state__in=UNDER_WAY).select_related("person").order_by("pk")
    lives = lives_of([pathway.person_id for pathway in pathways])
    known = set(Check.objects.values_list("person_id", "name", "point_on"))
    rows = []
    for pathway in pathways:
        kind, life = pathway.declaration, lives.get(pathway.person_id, Life())
        for question in questions_of(kind, life):
            key = (pathway.person_id, *question.key)
            past = pathway.opened_on <= question.point_on <= world.today - ANSWERED_AFTER * DAY
            if past and not question.beside and key not in known and world.draw.chance(0.9):
                known.add(key)
                rows.append(_answered(world, pathway, kind, question, life))
    world.ledger.write((row, row.point_on + world.draw.days(0, 5), "answered") for row in rows)
    keep_asking_everybody()


def _answered(world: World, pathway: Pathway, kind: Kind, question: Question, life: Life) -> Check:
    covering = [each for each in life.spells.get(kind.slug, ()) if each.covers(question.point_on)]
    answer = A.YES if any(kind.means_yes(question.rule, each) for each in covering) else A.NO
    if not covering and world.draw.chance(0.5):
        answer = A.UNKNOWN
    return Check(
        person=pathway.person, name=question.rule.name, point_on=question.point_on, answer=answer,
        reason="Rang twice, no answer" if answer == A.UNKNOWN else "",
    )  # fmt: skip
