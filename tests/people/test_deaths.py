"""A death: who records it, what is refused afterwards, and how one recorded wrongly is put right."""

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people import actions, rules
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.people import CaseloadFactory, ConsentTextFactory, PersonFactory, PrisonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(team, ago):
    return PersonFactory(held_by=team, died_on=ago(5))


def record(person, by, died_on, source="The prison"):
    return actions.record_death(person, by=by, died_on=died_on, source=source)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.PRACTITIONER, Role.DATA_STEWARD)]
)
def test_no_other_role_records_a_death(person, team, today, role):
    with pytest.raises(NotYou):
        record(person, UserFactory(role=role, teams=[team]), today)


def test_a_team_that_has_lost_the_person_records_no_death(practitioner, team, ago):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, since=ago(50), until=ago(10))
    with pytest.raises(NotYou, match="Only the team that holds this person, or a data steward"):
        record(person, practitioner, ago(1))


def test_a_steward_elsewhere_records_no_death(person, today):
    with pytest.raises(NotYou):
        record(person, UserFactory(role=Role.DATA_STEWARD), today)


@pytest.mark.parametrize(("days", "why"), [(-1, "future"), (90 * 365, "before the person was born")])
def test_a_death_to_come_or_before_birth_is_refused(person, practitioner, ago, days, why):
    with pytest.raises(rules.Unfit, match=why):
        record(person, practitioner, ago(days))


@pytest.mark.parametrize("source", ["", "  ", "unknown", "TBC"])
def test_a_death_that_nobody_told_us_of_is_refused(person, practitioner, today, source):
    with pytest.raises(rules.Unfit) as refusal:
        record(person, practitioner, today, source)
    assert list(refusal.value.problems) == ["source"]


def test_a_death_on_another_day_than_the_one_recorded_is_refused(dead, practitioner, ago):
    with pytest.raises(Refused, match="data steward can correct"):
        record(dead, practitioner, ago(4))
    assert Person.objects.get(pk=dead.pk).died_on == ago(5)


def test_the_holding_practitioner_records_it_with_who_told_them(person, practitioner, ago):
    assert record(person, practitioner, ago(2)).died_on == ago(2)
    told = events.of(person).get(what="died")
    assert (told.why, told.by) == ("The prison", practitioner)
    assert Person.versions.get(version_of=person).died_on is None


def test_a_steward_records_it(person, steward, ago):
    assert record(person, steward, ago(2)).died_on == ago(2)


LATER = {
    "given_on": lambda person, by, ago: actions.record_consent(
        person, by=by, given_on=ago(1), how="in_person", text=ConsentTextFactory()
    ),
    "started_on": lambda person, by, ago: actions.record_supervision(
        person, by=by, kind="licence", started_on=ago(1)
    ),
    "expected_on": lambda person, by, ago: actions.record_release(
        person, by=by, prison=PrisonFactory(), kind="licence", expected_on=ago(-9)
    ),
    "released_on": lambda person, by, ago: actions.record_release(
        person, by=by, prison=PrisonFactory(), kind="licence", released_on=ago(1)
    ),
    "assessed_on": lambda person, by, ago: actions.record_risk(
        person, by=by, to_whom="staff", level="low", meaning="", source="OASys", assessed_on=ago(1)
    ),
}


@pytest.mark.parametrize("field", LATER)
def test_nothing_is_dated_after_a_death(dead, practitioner, ago, field):
    with pytest.raises(rules.Unfit, match=r"A death on .* is recorded") as refusal:
        LATER[field](dead, practitioner, ago)
    assert list(refusal.value.problems) == [field]


def test_what_was_so_before_the_death_can_still_be_written_down(dead, practitioner, ago):
    assert actions.record_supervision(dead, by=practitioner, kind="licence", started_on=ago(9)).pk


def test_a_practitioner_cannot_take_a_death_back(dead, practitioner):
    with pytest.raises(NotYou):
        actions.correct_death(dead, by=practitioner, reason="Another man of that name")


def test_a_death_is_not_taken_back_without_a_reason(dead, steward):
    with pytest.raises(rules.Unfit) as refusal:
        actions.correct_death(dead, by=steward, reason="n/a")
    assert list(refusal.value.problems) == ["reason"]


def test_where_no_death_is_recorded_there_is_none_to_correct(person, steward):
    with pytest.raises(Refused, match="No death is recorded"):
        actions.correct_death(person, by=steward, reason="Another man of that name")


def test_a_death_taken_back_opens_nothing_again(dead, steward, heard):
    assert actions.correct_death(dead, by=steward, reason="Another man of that name").died_on is None
    assert events.of(dead).get(what="death_taken_back").why == "Another man of that name"
    assert not heard


def test_a_death_is_put_on_another_day(dead, steward, ago, heard):
    actions.correct_death(dead, by=steward, reason="The certificate says so", died_on=ago(6))
    assert Person.objects.get(pk=dead.pk).died_on == ago(6)
    assert not heard
