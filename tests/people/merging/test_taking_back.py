"""A merge is taken back: two records again, each with what it had."""

import datetime

import pytest

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import NotReady, Refused
from people import actions
from people.models import Caseload, LimitedAccess, Person
from people.rules import Unfit
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    LimitedAccessFactory,
    PersonFactory,
)
from tests.factories.referrals import NeedFactory, ReferralFactory
from tests.people.merging.merging import WHY, merge


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
