"""A verification is somebody else's, and can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import MAY, Permission, Role
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import LostRace, WrongState
from pathways import actions as pathways
from pathways.clocks import VERIFICATION
from pathways.models import MilestoneClaim
from tests.factories.accounts import UserFactory
from tests.factories.pathways import MilestoneClaimFactory
from tests.pathways.days import day
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = pytest.mark.django_db


# --- of one's own claim, in every way ----------------------------------------------------------------------------


def test_no_role_lets_anybody_verify_their_own_claim(pathway, hub):
    for role in Role.values:
        user = UserFactory(role=role, teams=[hub.team])
        claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=user, milestone=role[:40])
        with pytest.raises(NotYou):
            pathways.verify_claim(claim, by=user)
        assert MilestoneClaim.objects.get(pk=claim.pk).state == "claimed"


def test_an_administrator_verifies_nothing_and_looks_after_no_claim(claim, hub):
    administrator = UserFactory(role=Role.ADMINISTRATOR, teams=[hub.team, hub.area])
    assert Permission.VERIFY_MILESTONE not in MAY[Role.ADMINISTRATOR]
    with pytest.raises(NotYou):
        pathways.verify_claim(claim, by=administrator)
    assert not MilestoneClaim.objects.visible_to(administrator).exists()


@transaction.atomic
def _executed(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(*statement)


@pytest.mark.parametrize("written", ["its verifier", "its claimer", "both"])
def test_the_database_refuses_it_written_past_the_product(claim, hub, written):
    """By direct SQL: the claimer as verifier, and the verifier made the claimer afterwards."""
    table, keys = MilestoneClaim._meta.db_table, (hub.worker.pk, hub.manager.pk)
    verified = f"UPDATE {table} SET state = 'verified', verified_at = claimed_at, verified_by_id = %s"
    if written == "its verifier":
        statements = [(f"{verified} WHERE id = %s", (keys[0], claim.pk))]
    elif written == "its claimer":
        statements = [
            (f"{verified} WHERE id = %s", (keys[1], claim.pk)),
            (f"UPDATE {table} SET claimed_by_id = %s WHERE id = %s", (keys[1], claim.pk)),
        ]
    else:
        statements = [(f"{verified}, claimed_by_id = %s WHERE id = %s", (keys[1], keys[1], claim.pk))]
    with pytest.raises(IntegrityError, match="verifier_is_not_claimer"):
        _executed(statements)
    assert MilestoneClaim.objects.get().verified_by is None


def former_version(claim, claimed_by):
    """As the claim stood before somebody else mended it."""
    return MilestoneClaimFactory(
        pathway=claim.pathway, team=claim.team, uuid=claim.uuid, state="returned", claimed_by=claimed_by,
        version_of=claim, superseded_at=timezone.now(),
    )  # fmt: skip


CLAIMS = MilestoneClaim._meta.db_table
VERIFIED = (
    f"UPDATE {CLAIMS} SET state = 'verified', verified_at = claimed_at, verified_by_id = %s WHERE id = %s"
)


def test_the_database_refuses_a_verifier_who_claimed_it_before_it_was_mended(claim, hub):
    former_version(claim, hub.manager)
    with pytest.raises(IntegrityError, match="had claimed it"):
        _executed([(VERIFIED, (hub.manager.pk, claim.pk))])
    _executed([(VERIFIED, (hub.officer.pk, claim.pk))])
    assert MilestoneClaim.objects.get().verified_by == hub.officer


def test_the_database_refuses_to_say_afterwards_that_its_verifier_had_claimed_it(claim, hub):
    former = former_version(claim, hub.colleague)
    _executed([(VERIFIED, (hub.manager.pk, claim.pk))])
    with pytest.raises(IntegrityError, match="had claimed it"):
        _executed([(f"UPDATE {CLAIMS} SET claimed_by_id = %s WHERE id = %s", (hub.manager.pk, former.pk))])
    with pytest.raises(IntegrityError, match="had claimed it"), transaction.atomic():
        former_version(claim, hub.manager)
    assert MilestoneClaim.versions.count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_a_claimer_and_another_verify_at_once_and_only_the_other_does(shared_database, pathway, hub, round_):  # noqa: F811
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.manager)
    copies = [MilestoneClaim.objects.get(pk=claim.pk) for _ in range(2)]
    own, other = at_once(
        lambda: pathways.verify_claim(copies[0], by=hub.manager),
        lambda: pathways.verify_claim(copies[1], by=hub.officer),
    )
    assert isinstance(own, NotYou)
    assert other.verified_by == hub.officer
    assert MilestoneClaim.objects.get().verified_by == hub.officer


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_two_verifiers_at_once_leave_one_verification(shared_database, pathway, hub, round_):  # noqa: F811
    """The negative control of the race above: here both may, one does, and the other is told who did."""
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.worker)
    copies = [MilestoneClaim.objects.get(pk=claim.pk) for _ in range(2)]
    found = at_once(
        lambda: pathways.verify_claim(copies[0], by=hub.manager),
        lambda: pathways.verify_claim(copies[1], by=hub.officer),
    )
    assert sorted(isinstance(each, LostRace | WrongState) for each in found) == [False, True]
    assert events.of(claim).count() == 1


# --- the clock ---------------------------------------------------------------------------------------------------


def test_the_clock_of_a_claim_falls_to_a_verifier_who_did_not_claim_it(pathway, hub, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.manager, milestone="cv", **evidence)
    assert running.running(claim, VERIFICATION).user == hub.officer
    other = pathways.claim_milestone(pathway, by=hub.worker, milestone="interview", **evidence)
    clock = running.running(other, VERIFICATION)
    assert (clock.user, clock.team, clock.due_on) == (hub.manager, None, other.verify_by)


def test_without_any_verifier_the_clock_falls_to_the_hub(pathway, hub, evidence):
    hub.manager.delete()
    hub.officer.delete()
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert running.running(claim, VERIFICATION).team == hub.team


def test_a_decision_stops_the_clock_and_claiming_again_starts_another(pathway, hub, evidence, reason):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add a payslip")
    assert running.running(claim, VERIFICATION) is None
    pathways.claim_again(claim, by=hub.worker, **evidence)
    assert running.running(claim, VERIFICATION).user == hub.manager
    pathways.verify_claim(claim, by=hub.officer)
    assert running.running(claim, VERIFICATION) is None


# --- taken back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["claimed", "returned", "revoked"])
def test_only_a_verified_claim_is_revoked(pathway, hub, state):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, state=state)
    with pytest.raises(WrongState):
        pathways.revoke_claim(claim, by=hub.manager, because="The letter was forged")


@pytest.mark.parametrize("because", ["", "  ", "tbc", "a" * 301])
def test_it_is_not_revoked_without_why(pathway, hub, because):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, state="verified")
    with pytest.raises(ValidationError):
        pathways.revoke_claim(claim, by=hub.manager, because=because)
    assert MilestoneClaim.objects.get().state == "verified"


def test_a_worker_or_a_verifier_of_another_area_revokes_nothing(pathway, hub):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, state="verified")
    for user in (hub.worker, UserFactory(role=Role.HUB_MANAGER), UserFactory(role=Role.PERFORMANCE_OFFICER)):
        with pytest.raises(NotYou):
            pathways.revoke_claim(claim, by=user, because="The letter was forged")


@pytest.mark.parametrize(
    "written",
    [
        {"state": "revoked"},
        {"state": "revoked", "revoked_because": "Forged"},
        {"revoked_because": "Forged"},
        {"evidence_reference": ""},
        {"asked_on": None},
    ],
)
def test_the_database_refuses_a_revocation_without_who_and_why_and_a_claim_without_evidence(claim, written):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneClaim.versions.filter(pk=claim.pk).update(**written)


def test_what_is_revoked_says_who_and_why_and_keeps_who_had_verified_it(pathway, hub):
    claim = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, state="verified", claimed_by=hub.worker, verified_by=hub.officer
    )
    pathways.revoke_claim(claim, by=hub.manager, because="The letter was forged")
    claim.refresh_from_db()
    assert (claim.state, claim.revoked_by, claim.verified_by) == ("revoked", hub.manager, hub.officer)
    event = events.of(claim).get()
    assert (event.what, event.from_state, event.because.words) == (
        "revoke",
        "verified",
        "The letter was forged",
    )
    assert set(Notice.objects.values_list("user", flat=True)) == {hub.worker.pk, hub.officer.pk}


def test_a_revoked_milestone_can_be_claimed_anew_for_the_same_day(pathway, hub, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.verify_claim(claim, by=hub.manager)
    pathways.revoke_claim(claim, by=hub.manager, because="The letter was forged")
    assert pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence).state == "claimed"


# --- and the pathway follows -------------------------------------------------------------------------------------


@pytest.fixture
def started(pathway, hub, evidence):
    """A job, and its start verified."""
    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(20))
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **evidence)
    return pathways.verify_claim(claim, by=hub.manager)


def state_of(pathway):
    pathway.refresh_from_db()
    return pathway.state


def test_a_job_whose_start_is_revoked_no_longer_achieves(pathway, hub, started):
    assert state_of(pathway) == "achieved"
    pathways.revoke_claim(started, by=hub.officer, because="The letter was forged")
    assert state_of(pathway) == "in_progress"
    event = events.of(pathway).last()
    assert (event.what, event.by, event.reason) == (
        "set_back",
        None,
        "The verification of its milestone was revoked",
    )


def test_correcting_the_job_does_not_bring_it_back_and_verifying_it_anew_does(
    pathway, hub, started, evidence
):
    job = started.spell
    pathways.revoke_claim(started, by=hub.officer, because="The letter was forged")
    pathways.correct_spell(pathway, job, by=hub.worker, reason="Another title", detail="Warehouse operative")
    assert state_of(pathway) == "in_progress"
    anew = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **evidence)
    assert state_of(pathway) == "in_progress"
    pathways.verify_claim(anew, by=hub.manager)
    assert state_of(pathway) == "achieved"


def test_another_job_that_stands_keeps_the_pathway_achieved(pathway, hub, started):
    pathways.record_spell(pathway, by=hub.worker, code="self_employed", started_on=day(10))
    pathways.revoke_claim(started, by=hub.officer, because="The letter was forged")
    assert state_of(pathway) == "achieved"


def test_revoking_an_ordinary_milestone_moves_nothing(pathway, hub, started, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.verify_claim(claim, by=hub.manager)
    pathways.revoke_claim(claim, by=hub.manager, because="The letter was forged")
    assert state_of(pathway) == "achieved"
