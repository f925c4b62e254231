"""What the timeline tells of handovers to partner services."""

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle.facts import Moment
from journeys import timeline
from tests.factories.accounts import UserFactory
from tests.factories.pathways_handovers import HandoverFactory

pytestmark = pytest.mark.django_db
DAY = timezone.timedelta(days=1)


def told(person, user, **asked):
    return [
        (entry.title, entry.line)
        for entry in timeline.page_of(person, user, number=1, kinds=["handover"], **asked)
    ]


def test_a_data_steward_reads_nothing_of_handovers(person):
    HandoverFactory(person=person)
    assert not told(person, UserFactory(role=Role.DATA_STEWARD))


def test_the_loop_is_told_in_its_order(person, practitioner):
    now = timezone.now()
    handover = HandoverFactory(
        person=person, service__name="Recovery", state="closed", sent_at=now - 6 * DAY, received_at=now - 5 * DAY,
        appointment_at=now - 3 * DAY, attended_on=timezone.localdate(now - 2 * DAY), end_reason="In treatment with us",
    )  # fmt: skip
    line = f"handover {handover.reference}"
    assert told(person, practitioner) == [
        ("Recovery closed the handover", f"In treatment with us, {line}"),
        ("First attended Recovery", line),
        ("Appointment at Recovery", line),
        ("Recovery received the handover", line),
        ("Handed over to Recovery", line),
    ]


@pytest.mark.parametrize(
    ("state", "title"),
    [("refused", "Recovery refused the handover"), ("withdrawn", "Handover to Recovery withdrawn")],
)
def test_a_handover_that_came_to_nothing_says_so(person, practitioner, state, title):
    HandoverFactory(person=person, service__name="Recovery", state=state, sent_at=timezone.now() - DAY)
    assert [each for each, _ in told(person, practitioner)] == [title, "Handed over to Recovery"]


def test_as_at_a_day_before_it_was_sent_it_is_not_there(person, practitioner):
    HandoverFactory(person=person, sent_at=timezone.now() - DAY)
    before = Moment(timezone.localdate() - 2 * DAY)
    assert not told(person, practitioner, moment=before)
    assert told(person, practitioner)
