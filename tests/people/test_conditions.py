"""Licence conditions and no-contact pairs: what is refused, what is kept, and what is told to nobody."""

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people import actions, rules
from people.circumstances import conditions
from people.models import LicenceCondition, NoContact, PendingPair
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    CaseloadFactory,
    LicenceConditionFactory,
    NoContactFactory,
    PendingPairFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(team):
    """Somebody else whom the practitioner may see."""
    return PersonFactory(given_names="Dean", family_name="Marlpit", crn="X111111", held_by=team)


def condition(person, by, since, **more):
    said = {"kind": "curfew", "text": "At home from 7 to 7", "source": "Licence"} | more
    return actions.record_condition(person, by=by, since=since, **said)


def pair(person, by, crn, since, **more):
    return actions.record_pair(person, by=by, crn=crn, reason="Convicted together", since=since, **more)


VERBS = [
    lambda person, by, ago: condition(person, by, ago(1)),
    lambda person, by, ago: actions.end_condition(
        LicenceConditionFactory(person=person), by=by, until=ago(0), reason="Varied by the court"
    ),
    lambda person, by, ago: pair(person, by, "X999999", ago(1)),
    lambda person, by, ago: actions.end_pending_pair(
        PendingPairFactory(person=person), by=by, until=ago(0), reason="Varied by the court"
    ),
    lambda person, by, ago: actions.end_pair(
        NoContactFactory(first=person), person, by=by, until=ago(0), reason="Varied by the court"
    ),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTITIONER])
def test_only_practitioners_write_conditions(person, team, ago, verb, role):
    with pytest.raises(NotYou):
        verb(person, UserFactory(role=role, teams=[team]), ago)


@pytest.mark.parametrize("verb", VERBS)
def test_a_practitioner_elsewhere_writes_none(person, stranger, ago, verb):
    with pytest.raises(NotYou):
        verb(person, stranger, ago)


@pytest.mark.parametrize("verb", VERBS)
def test_the_holding_team_writes_them(person, practitioner, ago, verb):
    assert verb(person, practitioner, ago).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "tbc"}, "text"),
        ({"text": "x" * 10_000}, "text"),
        ({"source": "n/a"}, "source"),
        ({"kind": "exclusion_hub"}, "team"),
        ({"since": 80 * 365}, "since"),
        ({"until": 30}, "until"),
    ],
)
def test_a_condition_that_says_nothing_or_cannot_be_is_refused(person, practitioner, ago, given, field):
    dates = {name: ago(given.pop(name)) for name in ("since", "until") if name in given}
    with pytest.raises(rules.Unfit) as refusal:
        condition(person, practitioner, **{"since": ago(10)} | dates | given)
    assert list(refusal.value.problems) == [field]
    assert not LicenceCondition.versions.exists()


def test_a_hub_is_named_only_where_the_person_keeps_away_from_it(person, practitioner, ago):
    with pytest.raises(rules.Unfit) as refusal:
        condition(person, practitioner, ago(1), team=TeamFactory())
    assert list(refusal.value.problems) == ["team"]
    with pytest.raises(IntegrityError), transaction.atomic():
        LicenceConditionFactory(kind="exclusion_hub", team=None)
    assert condition(person, practitioner, ago(1), kind="exclusion_hub", team=TeamFactory()).team


def test_the_same_condition_twice_is_one_and_told_once(person, practitioner, ago, heard):
    first = condition(person, practitioner, ago(1))
    assert condition(person, practitioner, ago(1)) == first
    assert heard == [("condition_added", {"by": practitioner, "person": person, "condition": first})]


@pytest.mark.parametrize(("days", "reason"), [(-1, "Varied"), (40, "Varied"), (0, "TBC")])
def test_a_condition_does_not_end_tomorrow_before_it_began_or_without_a_reason(
    person, practitioner, ago, days, reason
):
    standing = LicenceConditionFactory(person=person, since=ago(30))
    with pytest.raises(rules.Unfit):
        actions.end_condition(standing, by=practitioner, until=ago(days), reason=reason)
    assert person.conditions.get().until is None


def test_a_condition_that_ended_is_kept_and_not_shown(person, practitioner, ago):
    standing = LicenceConditionFactory(person=person, since=ago(30))
    actions.end_condition(standing, by=practitioner, until=ago(0), reason="Varied by the court")
    assert not conditions.conditions_of(person)
    assert LicenceCondition.versions.get(version_of=standing).until is None
    assert events.of(standing).get(what="ended").why == "Varied by the court"


@pytest.mark.parametrize(("crn", "why"), [("X290715", "themselves"), ("", "Enter the CRN")])
def test_a_pair_of_one_person_or_of_nobody_is_refused(person, practitioner, ago, crn, why):
    with pytest.raises(rules.Unfit, match=why):
        pair(person, practitioner, crn, ago(1))


def test_a_crn_that_cannot_be_is_refused(person, practitioner, ago):
    with pytest.raises(ValueError, match="a letter and six figures"):
        pair(person, practitioner, "Larkfield", ago(1))


def test_a_pair_out_of_order_or_doubled_is_refused_by_the_database():
    lower, higher = PersonFactory(), PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoContactFactory(first=higher, second=lower)
    NoContactFactory(first=lower, second=higher)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoContactFactory(first=lower, second=higher)


def test_a_pair_in_scope_stands_at_once_for_both_and_is_told_of_both(person, known, practitioner, ago, heard):
    made = pair(person, practitioner, " x 111 111 ", ago(1))
    assert pair(known, practitioner, "X290715", ago(1)) == made
    assert (made.first, made.second) == (person, known)
    assert [facts["person"] for _, facts in heard] == [person, known]
    assert [str(each) for each in conditions.pairs_of(person, practitioner)] == ["Dean Marlpit"]
    assert [str(each) for each in conditions.pairs_of(known, practitioner)] == ["Kofi Larkfield"]


def test_a_pair_said_again_for_longer_stands_for_longer(person, known, practitioner, ago):
    made = pair(person, practitioner, known.crn, ago(1), until=ago(-30))
    pair(person, practitioner, known.crn, ago(5))
    made.refresh_from_db()
    assert (made.since, made.until) == (ago(5), None)


def test_a_hidden_record_and_none_at_all_get_one_answer(person, hidden, practitioner, ago):
    for crn in (hidden.crn, "X999999"):
        assert isinstance(pair(person, practitioner, crn, ago(1)), PendingPair)
    assert not NoContact.objects.exists()
    rows = conditions.pairs_of(person, practitioner)
    assert [(str(row), row.other, row.pair, row.reason) for row in rows] == [
        ("Another person", None, None, "Convicted together")
    ] * 2


def test_asked_again_a_pending_pair_is_the_same(person, practitioner, ago):
    assert pair(person, practitioner, "X999999", ago(1)) == pair(person, practitioner, "X999999", ago(1))
    assert PendingPair.objects.count() == 1


def test_only_a_data_steward_in_scope_answers(person, practitioner, steward, ago):
    pending = pair(person, practitioner, "X999999", ago(1))
    with pytest.raises(NotYou):
        actions.confirm_pair(pending, by=practitioner)
    elsewhere = UserFactory(role=Role.DATA_STEWARD)
    with pytest.raises(PendingPair.DoesNotExist):
        actions.confirm_pair(pending, by=elsewhere)
    assert list(conditions.pairs_to_confirm(steward)) == [pending]
    assert not conditions.pairs_to_confirm(elsewhere)


def test_a_pair_is_answered_once(person, practitioner, steward, ago):
    pending = pair(person, practitioner, "X999999", ago(1))
    with pytest.raises(rules.Unfit):
        actions.refuse_pair(pending, by=steward, why="n/a")
    actions.refuse_pair(pending, by=steward, why="The CRN is of the victim")
    with pytest.raises(Refused, match="refused"):
        actions.confirm_pair(pending, by=steward)
    assert not conditions.pairs_of(person, practitioner)
    assert not NoContact.objects.exists()


def test_confirmed_a_hidden_person_is_kept_apart_and_looks_as_before(
    person, hidden, practitioner, steward, stranger, ago
):
    pending = pair(person, practitioner, hidden.crn, ago(1))
    before = conditions.pairs_of(person, practitioner)
    actions.confirm_pair(pending, by=steward)
    assert NoContact.objects.between(person, hidden).count() == 1
    (now,) = conditions.pairs_of(person, practitioner)
    assert (str(now), now.pair, now.reason) == (str(before[0]), None, before[0].reason)
    (theirs,) = conditions.pairs_of(hidden, stranger)
    assert (str(theirs), theirs.reason, theirs.pair, theirs.pending) == ("Another person", "", None, None)


def test_confirmed_before_anybody_has_the_crn_the_pair_begins_when_somebody_has(
    person, practitioner, steward, stranger, ago
):
    pending = pair(person, practitioner, "X999999", ago(1))
    actions.confirm_pair(pending, by=steward)
    assert not NoContact.objects.exists()
    newcomer = actions.create_person(
        by=stranger, family_name="Saltmarsh", given_names="Imran", date_of_birth=ago(9000), sex="male",
        crn="X999999",
    )  # fmt: skip
    assert NoContact.objects.between(person, newcomer).get().recorded_by == practitioner


def test_ending_a_pair_by_crn_ends_what_became_of_it_and_nothing_that_others_recorded(
    person, hidden, practitioner, steward, stranger, ago
):
    pending = pair(person, practitioner, hidden.crn, ago(1))
    actions.confirm_pair(pending, by=steward)
    actions.end_pending_pair(pending, by=practitioner, until=ago(0), reason="Varied by the court")
    assert not NoContact.objects.of(person).not_over_on(ago(0)).exists()
    CaseloadFactory(person=PersonFactory(crn="X777777"), team=stranger.teams.get())
    theirs = NoContactFactory(first=person, second=hidden, recorded_by=stranger)
    again = pair(person, practitioner, hidden.crn, ago(1))
    actions.confirm_pair(again, by=steward)
    actions.end_pending_pair(again, by=practitioner, until=ago(0), reason="Varied by the court")
    theirs.refresh_from_db()
    assert theirs.until is None


def test_a_pair_that_waits_is_withdrawn_by_ending_it(person, practitioner, steward, ago):
    pending = pair(person, practitioner, "X999999", ago(1))
    actions.end_pending_pair(pending, by=practitioner, until=ago(0), reason="The wrong CRN")
    assert not conditions.pairs_to_confirm(steward)
    assert pair(person, practitioner, "X999999", ago(0)) != pending
