"""A quarter with something in every part of its report, for a hub and for its area."""

from pathways.models import Check
from people.models import ExpectedReoffending, Offence
from referrals.models import Referral
from tests.factories.hubs import ServedAreaFactory
from tests.outcomes.attending import came, noon, refer
from tests.outcomes.crowd import a_year_before, released_together
from tests.outcomes.scenes import RELEASED, later


def full_quarter(area, hub):
    """120 people released to an area, all referred to its hub and started there: 60 came twice, 36 reoffended, 70 were
    housed and 40 were not, which was known in the month for 60 and a month later for the others. 90 had been released
    a year before.
    """
    ServedAreaFactory(hub=hub, area=area)
    people = released_together(area, 120, housed=70, homeless=40, sex="male")
    refer(hub, people)
    Referral.objects.filter(hub=hub).update(
        state="started", decision="accepted", decided_at=noon(later(-15)),
        started_on=later(-10),
    )  # fmt: skip
    came(hub, people[:60], 10)
    came(hub, people[:60], 35)
    Offence.objects.bulk_create(
        Offence(person=each, offence_on=later(100 + day), disposed_on=later(130 + day), disposal="conviction")
        for day, each in enumerate([*people[:15], *people[60:81]])
    )
    ExpectedReoffending.objects.bulk_create(
        ExpectedReoffending(person=each, released_on=RELEASED, probability="0.5", source="OGRS4")
        for each in people
    )
    Check.objects.filter(person__in=people[:60]).update(recorded_at=noon(later(10)))
    Check.objects.filter(person__in=people[60:]).update(recorded_at=noon(later(45)))
    before = released_together(area, 90, housed=30, homeless=50, offended=20, on=a_year_before(), mark="Y")
    refer(hub, before, "Y")
    Referral.objects.filter(hub=hub, person__in=before).update(submitted_at=noon(a_year_before(later(-20))))
    return people
