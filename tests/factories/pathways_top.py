"""Forms of the Treatment Outcomes Profile: every question answered, unless a test says otherwise."""

import datetime

import factory
from factory.django import DjangoModelFactory

from pathways import models
from pathways.profiles.items import ITEMS, PERIOD_DAYS, Measure

from .people import PersonFactory

DAY = datetime.timedelta(days=1)


def answers_of(**days_or_answer):
    """Answers by column: of days the total, spread over the weeks; everything else 0, 10 or no. None: not answered."""
    found = {}
    for item in ITEMS:
        usual = {Measure.DAYS: 0, Measure.SCALE: 10, Measure.YES_NO: False}[item.measure]
        answer = days_or_answer.get(item.slug, usual)
        found[item.slug] = answer
        for week, name in enumerate(item.weeks):
            found[name] = None if answer is None else min(7, max(0, answer - 7 * week))
    return found | {"other_named": days_or_answer.get("other_named", "")}


class OutcomesProfileFactory(DjangoModelFactory):
    """`said`: answers as answers_of takes them, such as {"opiates": 21}."""

    class Meta:
        model = models.OutcomesProfile

    class Params:
        said: dict = {}

    person = factory.SubFactory(PersonFactory)
    stage = "start"
    setting = "community"
    taken_on = factory.LazyFunction(datetime.date.today)
    asked_from = factory.LazyAttribute(lambda form: form.taken_on - PERIOD_DAYS * DAY)
    asked_to = factory.LazyAttribute(lambda form: form.taken_on - DAY)

    @classmethod
    def _adjust_kwargs(cls, **given):
        said = given.pop("said", {})
        return answers_of(**said) | given
