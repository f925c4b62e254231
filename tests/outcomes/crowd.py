"""Many people at once: a quarter that is large enough to be shown."""

import datetime

from pathways.models import Check
from people.models import Offence, Person, PersonArea, Release
from tests.factories.people import PersonFactory, PrisonFactory

from .scenes import RELEASED, later

CANARY = "Quillfeather"


def released_together(area, people, *, offended=0, housed=0, homeless=0, on=RELEASED, mark="C", **about):
    """So many people of one area, released on one day; the first ones offended, were housed, and so on.

    `about`: what is the same of all of them.
    """
    prison = PrisonFactory()
    made = Person.objects.bulk_create(
        PersonFactory.build(crn=f"{mark}{number:06d}", family_name=f"{CANARY}{number}", **about)
        for number in range(people)
    )
    PersonArea.objects.bulk_create(PersonArea(person=person, area=area) for person in made)
    Release.objects.bulk_create(
        Release(person=person, prison=prison, kind=Release.Kind.LICENCE, released_on=on) for person in made
    )
    Offence.objects.bulk_create(
        Offence(person=person, offence_on=later(3 * number + 1, on), disposed_on=later(3 * number + 31, on),
                disposal="conviction")
        for number, person in enumerate(made[:offended])
    )  # fmt: skip
    answers = ["yes"] * housed + ["no"] * homeless
    Check.objects.bulk_create(
        Check(person=person, name=Check.Name.RELEASE_NIGHT, point_on=on, answer=answer)
        for person, answer in zip(made, answers, strict=False)
    )
    return made


def a_year_before(day=RELEASED):
    """The same day one year earlier."""
    return datetime.date(day.year - 1, day.month, day.day)
