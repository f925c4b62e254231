"""What people said of their wellbeing, and TOP forms of those in treatment: most get better, some answer less."""

import datetime
import random
from collections.abc import Iterator
from typing import Any

from hubs.models import Wellbeing
from hubs.models.wellbeing import HIGHEST, QUESTIONS
from pathways.models import OutcomesProfile
from pathways.profiles.items import DAYS_IN_A_WEEK, ITEMS, WEEKS, Item, Measure
from pathways.profiles.period import period_of

from .lives import DAY, Dated, Life
from .world import World

UNANSWERED = 0.08
REVIEWED_EVERY = 84  # days
USED = {
    "opiates": 18,
    "crack": 9,
    "alcohol": 12,
    "cannabis": 10,
    "tobacco": 28,
    "injected": 5,
    "shoplifting": 4,
}


def write(world: World) -> None:
    """Both, drawn by a hand of their own, so that no other part of the demo moves when they change."""
    hand = random.Random("scores of the demo")
    world.ledger.write((row, row.asked_on + DAY, "asked") for row in _wellbeing(world, hand))
    world.ledger.write((row, row.taken_on + DAY, "recorded") for row in _profiles(world, hand))


def _wellbeing(world: World, hand: random.Random) -> Iterator[Wellbeing]:
    """At the induction and at up to three reviews after it."""
    for life in world.referred:
        started = life.referral.facts.get("started_on") if life.referral else None
        if started is None:
            continue
        said = dict(zip(QUESTIONS, (3, 3, 4, 7), strict=True))
        for number in range(hand.choice((1, 2, 2, 3, 4))):
            on = started + number * (80 + hand.randrange(25)) * DAY
            if on > world.today:
                break
            answers = {name: _scored(hand, said[name] + _gain(name, number), HIGHEST) for name in QUESTIONS}
            occasion = Wellbeing.Occasion.REVIEW if number else Wellbeing.Occasion.INDUCTION
            hub = world.hub(life)
            yield Wellbeing(
                person=world.person(life), hub=hub, asked_by=world.worker(hub), occasion=occasion, asked_on=on,
                **answers,
            )  # fmt: skip


def _gain(question: str, times: int) -> int:
    return -times if question == "anxious" else times


def _scored(hand: random.Random, about: int, highest: int) -> int | None:
    if hand.random() < UNANSWERED:
        return None
    return min(highest, max(0, about + hand.randint(-2, 2)))


def _profiles(world: World, hand: random.Random) -> Iterator[OutcomesProfile]:
    """A start with each treatment in the community, reviews while it lasts, an exit when it ends."""
    for life in world.lives:
        for spell in life.spells:
            if spell.facts["kind"] == "treatment" and spell.facts["code"] == "community_structured":
                yield from _of_treatment(world, life, spell, hand)


def _of_treatment(world: World, life: Life, spell: Dated, hand: random.Random) -> Iterator[OutcomesProfile]:
    ended = spell.facts.get("ended_on")
    until = min(ended or world.today, world.today)
    days = [
        spell.on + number * REVIEWED_EVERY * DAY
        for number in range((until - spell.on).days // REVIEWED_EVERY + 1)
    ]
    stages = [OutcomesProfile.Stage.START, *(OutcomesProfile.Stage.REVIEW for _ in days[1:])]
    if ended and ended <= world.today and ended not in days:
        days, stages = [*days, ended], [*stages, OutcomesProfile.Stage.EXIT]
    for number, (on, stage) in enumerate(zip(days, stages, strict=True)):
        yield _profile(world, life, on, stage, _answers(hand, number))


def _profile(
    world: World, life: Life, on: datetime.date, stage: OutcomesProfile.Stage, answers: dict[str, Any]
) -> OutcomesProfile:
    setting = OutcomesProfile.Setting.COMMUNITY
    asked_from, asked_to = period_of(setting, on, None)
    return OutcomesProfile(
        person=world.person(life), stage=stage, setting=setting, taken_on=on, taken_by=world.worker(world.hub(life)),
        asked_from=asked_from, asked_to=asked_to, **answers,
    )  # fmt: skip


def _answers(hand: random.Random, times: int) -> dict[str, Any]:
    """Every item after so many reviews: less use each time, better scores."""
    found: dict[str, Any] = {}
    for item in ITEMS:
        found |= _answer(hand, item, times)
    return found


def _answer(hand: random.Random, item: Item, times: int) -> dict[str, Any]:
    if hand.random() < UNANSWERED or item.slug == "other":
        return {}
    if item.measure is Measure.YES_NO:
        return {item.slug: hand.random() < 0.3 / (1 + times)}
    if item.measure is Measure.SCALE:
        return {item.slug: _scored(hand, 8 + 2 * times, item.highest)}
    about = USED.get(item.slug, 0) // (1 + times) / len(WEEKS) if item.good == "down" else 0.5 * times
    days = [min(DAYS_IN_A_WEEK, max(0, round(about + hand.uniform(-1, 1)))) for _ in WEEKS]
    return dict(zip(item.weeks, days, strict=True)) | {item.slug: sum(days)}
