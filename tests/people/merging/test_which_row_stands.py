"""Of rows that both records bring and of which one may stand, the declaration of their app chooses."""

import pytest

from people.models import Person, Release, RiskInformation
from tests.factories.pathways import CheckFactory, MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import (
    LimitedAccessFactory,
    NoContactFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
)
from tests.people.merging.merging import merge


def test_a_release_recorded_twice_counts_once(steward, person, twice):
    ours, theirs = (ReleaseFactory(person=each) for each in (person, twice))
    merge(steward, person, twice)
    assert list(Release.objects.all()) == [ours]
    assert Release.versions.get(pk=theirs.pk).person == twice


def test_the_higher_risk_stands_until_somebody_assesses_again(steward, person, twice):
    RiskInformationFactory(person=person, level="low")
    RiskInformationFactory(person=twice, level="very_high")
    merge(steward, person, twice)
    assert RiskInformation.objects.get(person=person).level == "very_high"


def test_an_answer_stands_before_unknown(steward, person, twice):
    CheckFactory(person=person, answer="unknown")
    CheckFactory(person=twice, answer="yes")
    merge(steward, person, twice)
    assert person.checks.get().answer == "yes"


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [("", "unknown", "unknown"), ("unknown", "", "unknown"), ("", "yes", "yes"), ("no", "", "no"),
     ("unknown", "out_of_scope", "out_of_scope"), ("yes", "no", "yes"), ("no", "yes", "no")],
)  # fmt: skip
def test_of_two_checks_of_a_day_the_known_answer_stands_and_of_two_the_kept_records(
    steward, person, twice, ours, theirs, stands
):
    CheckFactory(person=person, answer=ours)
    CheckFactory(person=twice, answer=theirs)
    merge(steward, person, twice)
    assert person.checks.get().answer == stands


def test_one_pathway_of_a_kind_with_the_claims_of_both(steward, person, twice):
    ours = PathwayFactory(person=person, state="in_progress")
    theirs = PathwayFactory(person=twice, state="achieved")
    same_day = [MilestoneClaimFactory(pathway=pathway, milestone="cv") for pathway in (ours, theirs)]
    other = MilestoneClaimFactory(pathway=ours, milestone="interview")
    merge(steward, person, twice)
    assert person.pathways.get() == theirs
    assert set(theirs.claims.all()) == {other, same_day[1]} or set(theirs.claims.all()) == {
        other,
        same_day[0],
    }
    assert {claim.person_id for claim in theirs.claims.all()} == {person.pk}


def test_a_claim_of_a_job_said_twice_names_the_one_that_stands(steward, person, twice):
    ours, theirs = (SpellFactory(person=each) for each in (person, twice))
    claim = MilestoneClaimFactory(pathway=PathwayFactory(person=twice), spell=theirs)
    merge(steward, person, twice)
    claim.refresh_from_db()
    assert claim.spell == ours


def test_a_pair_who_may_not_meet_keeps_its_order(steward, person, twice):
    enemy = PersonFactory()
    pair = NoContactFactory(first=twice, second=enemy)
    merge(steward, person, twice)
    pair.refresh_from_db()
    assert {pair.first_id, pair.second_id} == {person.pk, enemy.pk}


def test_the_stricter_limits_are_kept(steward, practitioner, person, twice):
    for user in (steward, practitioner):
        LimitedAccessFactory(person=person, kind="restriction", user=user)
    LimitedAccessFactory(person=twice, kind="restriction", user=steward)
    merge(steward, person, twice)
    assert Person.objects.visible_to(steward).filter(pk=person.pk).exists()
    assert not Person.objects.visible_to(practitioner).filter(pk=person.pk).exists()


@pytest.mark.parametrize("kind", ["restriction", "exclusion"])
def test_limits_of_either_record_hold_for_the_person(steward, practitioner, person, twice, kind):
    LimitedAccessFactory(person=twice, kind=kind, user=steward if kind == "restriction" else practitioner)
    assert Person.objects.visible_to(practitioner).filter(pk=person.pk).exists()
    merge(steward, person, twice)
    assert not Person.objects.visible_to(practitioner).filter(pk=person.pk).exists()
