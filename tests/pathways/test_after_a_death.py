"""A death ends what falls due about claims; what was reached stays as it was claimed."""

import pytest

from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from pathways import actions as pathways
from pathways.clocks import VERIFICATION
from people import actions as people
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_to_verify_the_claims_of_somebody_who_died(person, pathway, hub, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert running.running(claim, VERIFICATION)
    people.record_death(person, by=None, died_on=day(0), source="The prison rang")
    assert running.running(claim, VERIFICATION) is None
    assert RunningClock.objects.of(claim).get().outcome == "dropped"
    claim.refresh_from_db()
    assert claim.state == "claimed"


def test_a_claim_made_again_after_a_death_is_due_to_nobody_and_can_be_decided(
    person, pathway, hub, evidence, reason
):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add a payslip")
    people.record_death(person, by=None, died_on=day(0), source="The prison rang")
    claim.refresh_from_db()
    pathways.claim_again(claim, by=hub.worker, **evidence)
    assert running.running(claim, VERIFICATION) is None
    assert pathways.verify_claim(claim, by=hub.manager).state == "verified"
