"""A milestone claimed, and verified by somebody else."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace, Refused, WrongState
from pathways import actions as pathways
from pathways.models import MilestoneClaim
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import InvolvementFactory
from tests.pathways.asking import url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(pathway, hub):
    return MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.worker)


def test_staff_of_a_hub_that_is_not_involved_claim_nothing(pathway, evidence):
    outsider = UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()])
    with pytest.raises(NotYou):
        pathways.claim_milestone(pathway, by=outsider, milestone="cv", **evidence)


def test_a_performance_officer_claims_nothing(pathway, hub, evidence):
    with pytest.raises(NotYou):
        pathways.claim_milestone(pathway, by=hub.officer, milestone="cv", **evidence)


@pytest.mark.parametrize("state", ["not_assessed", "no_need", "declined", "closed"])
def test_a_pathway_that_is_not_under_way_takes_no_claim(person, hub, evidence, state):
    pathway = PathwayFactory(person=person, state=state)
    with pytest.raises(Refused, match="once a need is identified"):
        pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert not MilestoneClaim.versions.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"milestone": "moved_in"}, "milestone"),
        ({"reached_on": day(-1)}, "reached_on"),
        ({"reached_on": day(20_000)}, "reached_on"),
        ({"evidence_on": day(-1)}, "evidence_on"),
        ({"evidence_on": day(20_000)}, "evidence_on"),
        ({"milestone": "job_started"}, "spell"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(pathway, hub, evidence, changes, field):
    with pytest.raises(ValidationError) as refusal:
        pathways.claim_milestone(pathway, by=hub.worker, **{"milestone": "cv"} | evidence | changes)
    assert list(refusal.value.message_dict) == [field]
    assert not MilestoneClaim.versions.exists()


@pytest.mark.parametrize(
    "spell",
    [
        {"kind": "treatment", "code": "community_structured"},
        {"code": "education"},
        {"code": "not_employed"},
        {"started_on": day(2)},
    ],
)
def test_a_job_start_needs_a_job_that_shows_it(pathway, hub, evidence, spell):
    spell = SpellFactory(person=pathway.person, **spell)
    with pytest.raises(ValidationError) as refusal:
        pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=spell, **evidence)
    assert list(refusal.value.message_dict) == ["spell"]


def test_somebody_elses_job_shows_nothing(pathway, hub, evidence):
    with pytest.raises(ValidationError, match="own"):
        pathways.claim_milestone(
            pathway, by=hub.worker, milestone="job_started", spell=SpellFactory(), **evidence
        )


def test_an_ordinary_milestone_rests_on_no_job(pathway, hub, evidence):
    spell = SpellFactory(person=pathway.person)
    with pytest.raises(ValidationError, match="Only job started"):
        pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", spell=spell, **evidence)


def test_the_same_milestone_on_the_same_day_is_claimed_once(pathway, hub, evidence):
    pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    with pytest.raises(ValidationError, match="claimed already"):
        pathways.claim_milestone(pathway, by=hub.colleague, milestone="cv", **evidence)
    assert MilestoneClaim.objects.count() == 1


def test_the_first_claim_begins_the_pathway_for_the_involved_team(pathway, hub, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathway.refresh_from_db()
    assert (pathway.state, claim.state, claim.team, claim.claimed_by) == (
        "in_progress", "claimed", hub.team, hub.worker,
    )  # fmt: skip
    assert [event.what for event in events.of(claim)] == ["claimed"]
    assert events.of(claim).get().effective_on == day(3)


def test_a_moved_in_claim_may_rest_on_a_transient_home(accommodation, hub, evidence):
    home = SpellFactory(person=accommodation.person, kind="accommodation", code="A17", started_on=day(3))
    claim = pathways.claim_milestone(
        accommodation, by=hub.worker, milestone="moved_in", spell=home, **evidence
    )
    assert claim.spell == home


def test_a_moved_in_claim_cannot_rest_on_sleeping_rough(accommodation, hub, evidence):
    rough = SpellFactory(person=accommodation.person, kind="accommodation", code="A08A", started_on=day(3))
    with pytest.raises(ValidationError, match="does not show it"):
        pathways.claim_milestone(accommodation, by=hub.worker, milestone="moved_in", spell=rough, **evidence)


def test_the_claimer_verifies_nothing_of_their_own(pathway, hub):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.manager)
    with pytest.raises(NotYou):
        pathways.verify_claim(claim, by=hub.manager)
    assert MilestoneClaim.objects.get().state == "claimed"


def test_who_claimed_a_version_that_was_returned_does_not_verify_the_next(pathway, hub, evidence, reason):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.manager)
    pathways.return_claim(claim, by=hub.officer, reason=reason, text="Add a payslip")
    pathways.claim_again(claim, by=hub.worker, **evidence)
    with pytest.raises(NotYou):
        pathways.verify_claim(claim, by=hub.manager)


def test_a_hub_worker_verifies_nothing(claim, hub):
    with pytest.raises(NotYou):
        pathways.verify_claim(claim, by=hub.colleague)


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.PERFORMANCE_OFFICER])
def test_a_verifier_of_another_area_verifies_nothing(claim, role):
    with pytest.raises(NotYou):
        pathways.verify_claim(claim, by=UserFactory(role=role, teams=[TeamFactory()]))


def test_the_database_refuses_a_verifier_who_is_the_claimer(claim, hub):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneClaim.versions.filter(pk=claim.pk).update(
            state="verified", verified_by=hub.worker, verified_at=claim.claimed_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneClaimFactory(state="verified", claimed_by=hub.worker, verified_by=hub.worker)
    assert MilestoneClaim.objects.get().state == "claimed"


@pytest.mark.parametrize(
    "written",
    [
        {"state": "verified"},
        {"state": "returned"},
        {"state": "returned", "returned_reason": "Other"},
        {"returned_reason": "Other"},
        {"state": "nonsense"},
    ],
)
def test_the_database_refuses_a_decision_without_who_and_why(claim, written):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneClaim.versions.filter(pk=claim.pk).update(**written)


@pytest.mark.parametrize("verifier", ["manager", "officer"])
def test_a_verifier_of_the_hub_or_of_the_area_above_it_verifies(claim, hub, verifier):
    somebody = getattr(hub, verifier)
    pathways.verify_claim(claim, by=somebody)
    claim.refresh_from_db()
    assert (claim.state, claim.verified_by) == ("verified", somebody)
    event = events.of(claim).get()
    assert (event.what, event.from_state, event.to_state, event.by) == (
        "verify",
        "claimed",
        "verified",
        somebody,
    )


def test_the_second_decision_is_told_who_decided(claim, hub, reason):
    same = MilestoneClaim.objects.get(pk=claim.pk)
    pathways.verify_claim(claim, by=hub.manager)
    with pytest.raises(LostRace):
        pathways.verify_claim(same, by=hub.officer)
    with pytest.raises(WrongState, match="Helen Strand"):
        pathways.return_claim(same, by=hub.officer, reason=reason, text="Too late")
    assert events.of(claim).count() == 1


@pytest.mark.parametrize("text", ["", "   "])
def test_a_return_without_words_is_refused(claim, hub, reason, text):
    with pytest.raises(ValidationError):
        pathways.return_claim(claim, by=hub.manager, reason=reason, text=text)
    assert MilestoneClaim.objects.get().state == "claimed"


def test_a_reason_of_another_list_is_refused(claim, hub):
    with pytest.raises(ValidationError):
        pathways.return_claim(
            claim, by=hub.manager, reason=ReasonFactory(list="decline"), text="Add a payslip"
        )


def test_a_return_tells_its_claimer_without_naming_the_person(
    claim, hub, reason, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        pathways.return_claim(claim, by=hub.manager, reason=reason, text="The letter says 25 May")
    notice = Notice.objects.get()
    assert (notice.user, notice.text) == (
        hub.worker,
        "Milestone claim returned to you: CV and disclosure letter",
    )
    (letter,) = mail.outbox
    assert letter.to == [hub.worker.email]
    assert "Elmstead" not in letter.subject + letter.body


def test_only_a_returned_claim_is_claimed_again(claim, hub, evidence):
    with pytest.raises(WrongState, match="only a returned one"):
        pathways.claim_again(claim, by=hub.worker, **evidence)


def test_staff_who_are_no_longer_involved_do_not_claim_again(hub, evidence):
    pathway = PathwayFactory()
    InvolvementFactory(person=pathway.person, team=hub.team, until=day(1))
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, state="returned")
    with pytest.raises(NotYou):
        pathways.claim_again(claim, by=hub.worker, **evidence)


def test_a_returned_claim_is_claimed_again_and_its_former_versions_are_kept(claim, hub, reason, evidence):
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="The letter says 25 May")
    pathways.claim_again(claim, by=hub.colleague, **evidence)
    claim.refresh_from_db()
    assert (claim.state, claim.claimed_by, claim.returned_reason, claim.returned_by) == (
        "claimed", hub.colleague, "", None,
    )  # fmt: skip
    former = list(
        MilestoneClaim.versions.filter(version_of=claim).order_by("pk").values_list("state", "returned_text")
    )
    assert former == [("claimed", ""), ("returned", "The letter says 25 May")]
    assert [event.what for event in events.of(claim)] == ["return_claim", "claim_again"]
    assert events.of(claim).first().reason == "Dates do not agree"


@pytest.mark.parametrize(
    ("kind", "milestone", "value"),
    [
        ("substance_support", "need_group", ""),
        ("substance_support", "need_group", "sugar"),
        ("substance_support", "naloxone", "opiate"),
        ("employment", "cv", "opiate"),
    ],
)
def test_a_claim_names_one_of_the_milestones_values_and_only_where_it_has_some(
    person, hub, evidence, kind, milestone, value
):
    pathway = PathwayFactory(person=person, kind=kind)
    with pytest.raises(ValidationError) as refusal:
        pathways.claim_milestone(pathway, by=hub.worker, milestone=milestone, value=value, **evidence)
    assert list(refusal.value.message_dict) == ["value"]


def test_a_need_group_is_claimed_with_its_value_and_read_on_the_ladder(as_, hub, person, evidence):
    pathway = PathwayFactory(person=person, kind="substance_support")
    claim = pathways.claim_milestone(
        pathway, by=hub.worker, milestone="need_group", value="alcohol", **evidence
    )
    assert str(claim) == "Need group recorded: Alcohol only"
    steps = as_(hub.worker).get(url("pathway_detail", pathway)).context["steps"]
    assert steps[0]["note"].startswith("Alcohol only.")


@pytest.mark.parametrize(("milestone", "again"), [("bank_account", False), ("interview", True)])
def test_what_is_reached_once_is_not_claimed_for_another_day(pathway, hub, evidence, milestone, again):
    pathways.claim_milestone(pathway, by=hub.worker, milestone=milestone, **evidence)
    later = evidence | {"reached_on": day(1)}
    if again:
        pathways.claim_milestone(pathway, by=hub.colleague, milestone=milestone, **later)
    else:
        with pytest.raises(ValidationError, match="is reached once, and is claimed already"):
            pathways.claim_milestone(pathway, by=hub.colleague, milestone=milestone, **later)
    assert MilestoneClaim.objects.count() == (2 if again else 1)
