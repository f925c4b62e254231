"""Who may not merge two records, and what stands against it."""

import datetime

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import NotReady, Refused
from people import actions
from people.models import Consent, DuplicatePair, Merge, Person
from people.rules import Unfit
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import ConsentFactory, LimitedAccessFactory, NoContactFactory
from tests.factories.referrals import ReferralFactory
from tests.people.merging.merging import WHY, merge


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
