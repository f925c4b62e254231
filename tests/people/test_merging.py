"""Two records of one person become one, and two again."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady, Refused
from people import actions
from people.merging import following
from people.models import (
    Caseload,
    Consent,
    DuplicatePair,
    LimitedAccess,
    Merge,
    Person,
    Release,
    RiskInformation,
)
from people.rules import Unfit
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, PlaceFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import CheckFactory, MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    NoContactFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
)
from tests.factories.referrals import NeedFactory, ReferralFactory

from .two_records import as_known_at, bring, everything

WHY = "The same prison number, and the practitioner says so"


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def twice(team, person):
    """The other record of the person, held by the same team."""
    other = PersonFactory(given_names="Kofi", family_name="Larkfeild", crn="X777001")
    CaseloadFactory(person=other, team=team)
    return other


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham")


def merge(steward, person, twice, reason=WHY):
    return actions.merge(person, twice, by=steward, reason=reason)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_STEWARD])
def test_only_a_data_steward_merges(team, person, twice, role):
    other = UserFactory(role=role, organisation=team.organisation, teams=[team])
    with pytest.raises(NotYou):
        actions.merge(person, twice, by=other, reason=WHY)
    assert not Merge.objects.exists()


def test_a_record_hidden_from_the_steward_is_not_merged(steward, person, twice, hidden):
    LimitedAccessFactory(person=twice, user=steward)
    for other in (twice, hidden):
        with pytest.raises(NotYou):
            merge(steward, person, other)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "n/a", "unknown"])
def test_a_merge_says_why(steward, person, twice, reason):
    with pytest.raises(Unfit):
        merge(steward, person, twice, reason)
    assert not Merge.objects.exists()


def test_a_record_is_not_merged_with_itself_nor_twice(steward, person, twice):
    with pytest.raises(Refused):
        merge(steward, person, person)
    merge(steward, person, twice)
    with pytest.raises(Refused, match="merged already"):
        merge(steward, person, twice)
    assert Merge.objects.count() == 1


def test_everything_that_stands_against_it_is_said_at_once(steward, person, twice, hub):
    ours, theirs = (ReferralFactory(person=each, hub=hub, state="submitted") for each in (person, twice))
    drafts = ReferralFactory(person=person, hub=None)
    other_draft = ReferralFactory(person=twice, hub=None, referrer=drafts.referrer)
    NoContactFactory(first=person, second=twice)
    Person.objects.filter(pk=twice.pk).update(died_on=datetime.date.today())
    with pytest.raises(NotReady) as refusal:
        merge(steward, person, twice)
    said = " ".join(refusal.value.missing)
    assert len(refusal.value.missing) == 4
    for words in (ours.reference, theirs.reference, "Chatham", drafts.reference, other_draft.reference,
                  "may not meet", "date of death"):  # fmt: skip
        assert words in said
    assert not Merge.objects.exists()
    assert not DuplicatePair.objects.exists()


def test_consent_withdrawn_on_one_record_is_not_revived_by_the_other(steward, person, twice, ago):
    ConsentFactory(person=person, given_on=ago(60), withdrawn_on=ago(20))
    older = ConsentFactory(person=twice, given_on=ago(30))
    with pytest.raises(NotReady, match="Consent was withdrawn"):
        merge(steward, person, twice)
    Consent.objects.filter(pk=older.pk).update(given_on=ago(10))
    assert merge(steward, person, twice)


def test_marks_that_contradict_each_other_are_put_right_first(steward, person, twice, hub):
    session = SessionFactory(hub=hub)
    for each, mark in ((person, "attended"), (twice, "did_not_attend")):
        BookingFactory(person=each, session=session, mark=mark)
    with pytest.raises(NotReady, match="marks differ"):
        merge(steward, person, twice)


def test_the_merged_record_leaves_every_list_and_leads_to_the_kept_one(steward, person, twice):
    made = merge(steward, person, twice)
    assert not Person.objects.filter(pk=twice.pk).exists()
    assert not Person.objects.visible_to(steward).filter(pk=twice.pk).exists()
    assert Person.objects.with_merged().get(pk=twice.pk).merged_into == person
    assert (made.kept, made.merged, made.made_by, made.because) == (person, twice, steward, WHY)


def test_every_row_of_the_merged_record_is_the_kept_ones(steward, person, twice, hub):
    bring(twice, hub, SessionFactory(hub=hub))
    brought = {
        (follows.label, row.pk)
        for follows in following.declared()
        for row in following.rows_of(follows, twice.pk)
    }
    LimitedAccess.objects.all().delete()
    merge(steward, person, twice)
    kept = {
        (follows.label, row.pk)
        for follows in following.declared()
        for row in following.rows_of(follows, person.pk)
    }
    assert brought <= kept


def test_a_report_as_known_before_the_merge_says_what_it_said(steward, person, twice, hub):
    session = SessionFactory(hub=hub)
    bring(person, hub, session)
    bring(twice, hub, session)
    before = timezone.now()
    known = as_known_at(before)
    made = merge(steward, person, twice)
    assert as_known_at(before) == known
    between = timezone.now()
    known_between = as_known_at(between)
    actions.unmerge(made, by=steward, reason=WHY)
    assert as_known_at(before) == known
    assert as_known_at(between) == known_between
    assert as_known_at(timezone.now()) == known


def test_the_kept_record_takes_only_what_it_lacks(steward, person, twice):
    Person.objects.filter(pk=person.pk).update(crn="", ethnicity="", communication_needs="Large print")
    Person.objects.filter(pk=twice.pk).update(
        ethnicity="mixed", communication_needs="Interpreter", postcode="ME4 4TR", prison_number="A9999ZZ"
    )
    merge(steward, person, twice)
    person.refresh_from_db()
    assert (person.crn, person.crn_confirmed, person.prison_number) == ("X777001", True, "A1234BC")
    assert (person.ethnicity, person.communication_needs, person.postcode) == (
        "mixed",
        "Large print",
        "ME4 4TR",
    )


def test_a_number_that_was_provisional_is_confirmed_by_the_record_that_had_it(steward, person, twice):
    Person.objects.filter(pk=person.pk).update(crn=twice.crn, crn_confirmed=False)
    merge(steward, person, twice)
    person.refresh_from_db()
    assert (person.crn, person.crn_confirmed) == ("X777001", True)


def test_the_kept_records_team_holds_the_person_and_the_other_reads_on(steward, person, twice, team):
    merge(steward, person, twice)
    assert person.caseloads.get(until=None).practitioner is not None
    assert Caseload.objects.filter(person=person, until=datetime.date.today()).count() == 1


def test_two_open_places_at_one_hub_become_one(steward, person, twice, hub):
    for each in (person, twice):
        PlaceFactory(person=each, hub=hub)
        InvolvementFactory(person=each, team=hub.team)
    merge(steward, person, twice)
    assert person.places.filter(ended_on=None).count() == 1
    assert person.involvements.filter(until=None).count() == 1


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


def test_clocks_of_the_merged_record_run_on_for_the_kept_one(steward, person, twice):
    consent = ConsentFactory(person=twice)
    run = RunningClockFactory(subject_type="people.consent", subject_id=consent.pk, person_id=twice.pk)
    made = merge(steward, person, twice)
    assert RunningClock.objects.get(pk=run.pk).person_id == person.pk
    actions.unmerge(made, by=steward, reason=WHY)
    assert RunningClock.objects.get(pk=run.pk).person_id == twice.pk


def test_clocks_of_what_was_said_twice_stop(steward, person, twice):
    RiskInformationFactory(person=person)
    theirs = RiskInformationFactory(person=twice)
    run = RunningClockFactory(subject_type="people.riskinformation", subject_id=theirs.pk, person_id=twice.pk)
    made = merge(steward, person, twice)
    assert RunningClock.objects.get(pk=run.pk).stopped_at
    actions.unmerge(made, by=steward, reason=WHY)
    assert RunningClock.objects.get(pk=run.pk).stopped_at is None


def test_the_history_of_both_is_kept_as_it_was_written(steward, person, twice):
    written = list(Event.objects.values())
    merge(steward, person, twice)
    assert list(Event.objects.values())[: len(written)] == written
    assert Event.objects.filter(what="merged_into", subject_id=twice.pk, by=steward).exists()


def test_a_pair_is_remembered_as_merged_and_then_as_two_people(steward, person, twice):
    pair = DuplicatePairFactory(first=person, second=twice)
    made = merge(steward, person, twice)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("merged", steward)
    actions.unmerge(made, by=steward, reason="They were seen together")
    pair.refresh_from_db()
    assert (pair.state, pair.because) == ("not_the_same", "They were seen together")


def test_what_was_merged_into_the_merged_record_goes_along(steward, person, twice, team):
    third = PersonFactory(held_by=team)
    merge(steward, twice, third)
    merge(steward, person, twice)
    assert Person.objects.with_merged().get(pk=third.pk).merged_into == person


@pytest.mark.parametrize("seed", range(10))
def test_merged_and_unmerged_every_table_holds_what_it_held(steward, person, twice, hub, seed):
    session = SessionFactory(hub=hub)
    bring(person, hub, session, seed)
    bring(twice, hub, session, seed and seed + 100)
    before = everything()
    made = merge(steward, person, twice)
    assert everything() != before
    actions.unmerge(made, by=steward, reason=WHY)
    assert everything() == before


def test_a_merge_is_taken_back_once(steward, person, twice):
    made = merge(steward, person, twice)
    actions.unmerge(made, by=steward, reason=WHY)
    with pytest.raises(Refused, match="already"):
        actions.unmerge(made, by=steward, reason=WHY)


def test_only_a_steward_who_sees_the_record_takes_it_back(steward, practitioner, person, twice):
    made = merge(steward, person, twice)
    LimitedAccessFactory(person=person, user=steward)
    for user in (steward, practitioner):
        with pytest.raises(NotYou):
            actions.unmerge(made, by=user, reason=WHY)
    LimitedAccess.objects.all().delete()
    with pytest.raises(Unfit):
        actions.unmerge(made, by=steward, reason=" ")


def test_what_has_changed_since_is_named_and_stands_against_it(steward, person, twice, team):
    Person.objects.filter(pk=person.pk).update(crn="")
    made = merge(steward, person, twice)
    third = PersonFactory(held_by=team)
    merge(steward, person, third)
    Person.objects.filter(pk=person.pk).update(crn="X111222", died_on=datetime.date.today())
    with pytest.raises(NotReady) as refusal:
        actions.unmerge(made, by=steward, reason=WHY)
    assert len(refusal.value.missing) == 3
    assert Person.objects.with_merged().get(pk=twice.pk).merged_into == person


def test_what_was_added_to_a_row_that_goes_back_goes_with_it(steward, person, twice):
    referral = ReferralFactory(person=twice, state="completed")
    pathway = PathwayFactory(person=twice)
    made = merge(steward, person, twice)
    need = NeedFactory(referral=referral, person=person)
    claim = MilestoneClaimFactory(pathway=pathway, person=person)
    own = ConsentFactory(person=person)
    actions.unmerge(made, by=steward, reason=WHY)
    for row, whose in ((need, twice), (claim, twice), (own, person)):
        row.refresh_from_db()
        assert row.person == whose


def test_a_draft_discarded_since_is_not_brought_back(steward, person, twice):
    draft = ReferralFactory(person=twice)
    made = merge(steward, person, twice)
    type(draft).versions.filter(version_of=draft.pk).delete()
    type(draft).versions.filter(pk=draft.pk).delete()
    actions.unmerge(made, by=steward, reason=WHY)
    assert Person.objects.filter(pk=twice.pk).exists()


def test_a_record_whose_caseload_ended_meanwhile_is_held_again(steward, person, twice):
    Caseload.objects.filter(person=person).delete()
    made = merge_without_holding(steward, person, twice)
    Caseload.objects.filter(person=person, until=None).update(until=datetime.date.today())
    CaseloadFactory(person=person, team=steward.teams.get())
    actions.unmerge(made, by=steward, reason=WHY)
    assert twice.caseloads.filter(until=None).count() == 1


def merge_without_holding(steward, person, twice):
    """The kept record was held until yesterday, so that the other's caseload goes to it as it is."""
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    CaseloadFactory(person=person, team=steward.teams.get(), until=yesterday)
    return merge(steward, person, twice)
