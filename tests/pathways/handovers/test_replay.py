"""After any walk of verbs the log tells the row: its state, its appointment, and who sees the person."""

import datetime
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.lifecycle import events, running
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import Refused
from pathways.actions import handing_over as sender_does
from pathways.handovers.clocks import FIRST_ATTENDANCE, RECEIPT
from pathways.handovers.states import OPEN
from pathways.models import Handover
from people import actions as people
from people.models import Consent, Involvement
from tests.pathways.handovers.conftest import at
from tests.pathways.handovers.test_machine import TABLE, do

pytestmark = pytest.mark.django_db
WHO = ("worker", "colleague", "dana", "stranger")
BESIDES = ("die", "withdraw consent")
STEPS = st.lists(st.tuples(st.sampled_from([*TABLE, *BESIDES]), st.sampled_from(WHO)), max_size=10)
WAY = [("receive", "worker"), ("book", "colleague")]  # so that walks get further than the queue


def walk(pk, step, by, office):
    handover = Handover.objects.with_those_named().get(pk=pk)
    try:
        with transaction.atomic():
            if step == "die":
                people.record_death(
                    handover.person, by=office.dana, died_on=datetime.date.today(), source="A prison"
                )
            elif step == "withdraw consent":
                consent = Consent.objects.get(person=handover.person)
                people.withdraw_consent(consent, by=office.dana, withdrawn_on=datetime.date.today())
            else:
                do(step, handover, by)
    except (NotYou, Refused):
        return


def assert_replayed(pk):
    """Row, log, involvement and clocks say the same."""
    handover = Handover.objects.get(pk=pk)
    log = list(events.of(handover).order_by("id"))
    state, appointment, attended, last = "sent", None, [], None
    for event in log:
        if event.from_state:
            assert event.from_state == state
            state = event.to_state
        if event.what == "book":
            appointment = event.facts["appointment_at"]
        if event.what == "put_right" and last:
            attended.remove(last)
        if event.what in ("attend", "miss", "put_right"):
            last = event.effective_on if event.to_state == "attended" else None
            attended += [last] if last else []
    attended_on = min(attended, default=None)
    assert (handover.state, handover.attended_on) == (state, attended_on)
    assert (str(handover.appointment_at) if handover.appointment_at else None) == (
        appointment and str(datetime.datetime.fromisoformat(appointment).astimezone(datetime.UTC))
    )
    is_open = handover.state in OPEN
    assert (Involvement.objects.get(pk=handover.involvement_id).until is None) == is_open
    assert (running.running(handover, RECEIPT) is not None) == (handover.state == "sent")
    assert (running.running(handover, FIRST_ATTENDANCE) is not None) == (is_open and attended_on is None)
    assert is_open or not RunningClock.objects.of(handover).filter(stopped_at=None).exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, is_under_way=st.booleans())
def test_any_walk_replays(
    person, treatment, elsewhere, office, reasons, substance, said, steps, is_under_way
):
    cast = {
        "worker": treatment.worker,
        "colleague": treatment.colleague,
        "dana": office.dana,
        "stranger": elsewhere.worker,
    }
    with transaction.atomic():
        sent = {"by": office.dana, "uuid": uuid.uuid4(), "service": treatment} | said
        pk = sender_does.send_handover(person, **sent).pk
        for step, who in [*(WAY if is_under_way else []), *steps]:
            walk(pk, step, cast[who], office)
        assert_replayed(pk)
        transaction.set_rollback(True)


def test_a_row_changed_behind_the_logs_back_is_noticed(send, treatment):
    """Negative control."""
    handover = send(treatment)
    do("receive", handover, treatment.worker)
    Handover.versions.filter(pk=handover.pk).update(state="booked", appointment_at=at(1))
    with pytest.raises(AssertionError):
        assert_replayed(handover.pk)
