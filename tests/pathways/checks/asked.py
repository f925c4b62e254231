"""What is asked of a person, as a test writes it down."""

from pathways.models import Check
from people import actions as people_actions
from tests.factories.people import PrisonFactory


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
