"""Answers on wellbeing and TOP forms of a random world: pairs, half pairs, forms out of order, questions left out."""

from hubs.models import Wellbeing
from pathways.models import OutcomesProfile
from pathways.profiles.items import ITEMS
from tests.factories.pathways_top import answers_of
from tests.outcomes.chance import DAY


class Scored:
    """Writes of one person; draws from a source of its own, so that the rest of a world stays what it was."""

    def __init__(self, world, person) -> None:
        self.world, self.person, self.chance = world, person, world.apart

    def add(self, days) -> None:
        kept, self.world.chance = self.world.chance, self.chance
        try:
            for day in days:
                self.wellbeing(day)
                self.forms(day)
        finally:
            self.world.chance = kept

    def wellbeing(self, day) -> None:
        hub = self.chance.choice(self.world.places.hubs)
        steps = self.chance.choice(
            ((), (0,), (0, 30), (0, 119, 130), (0, 120), (0, 121), (0, 0), (0, 60, 200))
        )
        for number, after in enumerate(steps):
            self._asked(hub, "review" if number else "induction", day + DAY * after)
        if self.world.often(0.2):
            self._asked(hub, "induction", day + DAY * self.chance.choice((1, 30, 119, 120)))

    def _asked(self, hub, occasion, on) -> None:
        def make():
            said = {name: (self.world.often(0.85) and self.chance.randrange(11)) or None
                    for name in ("satisfied", "worthwhile", "happy", "anxious")}  # fmt: skip
            return Wellbeing(person=self.person, hub=hub, occasion=occasion, asked_on=on, **said)

        self.world.write(make, on, "person", "hub", "occasion", "asked_on")

    def forms(self, day) -> None:
        plans = (
            (), ("start",), ("start", "review"), ("start", "review", "exit"), ("review", "exit"), ("start", "exit"),
            ("start", "exit", "review"), ("start", "start", "review"), ("start", "exit", "post_treatment_exit"),
        )  # fmt: skip
        on = day
        for stage in self.chance.choice(plans):
            self._form(stage, on)
            on = on + DAY * self.chance.choice((0, 1, 20, 40, 90))

    def _form(self, stage, on) -> None:
        def make():
            said = {item.slug: self._answer(item.highest) for item in ITEMS} | {"other_named": "Spice"}
            return OutcomesProfile(
                person=self.person, stage=stage, setting="community", taken_on=on, asked_from=on - DAY * 28,
                asked_to=on - DAY, **answers_of(**said),
            )  # fmt: skip

        self.world.write(make, on, "person", "stage", "taken_on")

    def _answer(self, highest):
        if self.world.often(0.2):
            return None
        some = self.chance.choice((0, highest, self.chance.randrange(highest + 1)))
        return bool(some) if highest == 1 else some
