"""What is asked of a person, as a test writes it down."""

import datetime

from dateutil.relativedelta import relativedelta

from foundation.lifecycle.models import RunningClock
from pathways.models import Check
from people import actions as people_actions
from tests.factories.people import PrisonFactory

OF_A_RELEASE = {"week_6": datetime.timedelta(weeks=6), "month_6": relativedelta(months=6)}


def after(on):
    """The checks of employment that count from a release."""
    return {name: on + length for name, length in OF_A_RELEASE.items()}


def clocks(person):
    """Those that run for checks about the person."""
    return RunningClock.objects.filter(clock="check", person_id=person.pk, stopped_at=None)


def asked(person):
    """{name: day} of the checks without an answer."""
    return {check.name: check.point_on for check in Check.objects.unanswered().filter(person=person)}


def beside(person):
    """{name: why} of the checks that the record itself takes out of scope."""
    return {check.name: check.reason for check in Check.objects.filter(person=person, by_rule=True)}


def release(person, on, **about):
    """Released on a day, as it is recorded."""
    prison = about.pop("prison", None) or PrisonFactory()
    return people_actions.record_release(
        person, by=None, prison=prison, kind=about.pop("kind", "licence"), released_on=on, **about
    )


def recall(released, on):
    return people_actions.change_release(released, by=None, reason="Recalled by the court", recalled_on=on)
