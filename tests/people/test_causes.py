"""What is recorded of a person is told to the storeys above: once, with what it carries, or not at all."""

import pytest

from foundation.lifecycle import reactions
from people import actions, causes, rules
from people.models import Person, Release
from tests.factories.people import ConsentFactory, ConsentTextFactory, PrisonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


def names(heard):
    return [name for name, _ in heard]


def release(person, by, **dates):
    return actions.record_release(person, by=by, prison=PrisonFactory(), kind="licence", **dates)


def consent(person, by, today):
    return actions.record_consent(person, by=by, given_on=today, how="in_person", text=ConsentTextFactory())


def test_what_is_refused_is_told_to_nobody(person, practitioner, ago, heard):
    with pytest.raises(rules.Unfit):
        release(person, practitioner, released_on=ago(-1))
    assert not heard


def test_what_an_upper_storey_cannot_do_undoes_the_record(person, practitioner, ago, monkeypatch):
    def fail(**facts):
        raise RuntimeError

    monkeypatch.setattr(reactions, "handlers_of", lambda cause: [fail])
    with pytest.raises(RuntimeError):
        release(person, practitioner, expected_on=ago(-10))
    with pytest.raises(RuntimeError):
        actions.record_death(person, by=practitioner, died_on=ago(1), source="The prison")
    assert not Release.versions.exists()
    assert Person.objects.get(pk=person.pk).died_on is None


def test_a_consent_is_told_once(person, practitioner, today, heard):
    given = consent(person, practitioner, today)
    consent(person, practitioner, today)
    assert heard == [("consent_given", {"by": practitioner, "consent": given})]


def test_a_withdrawal_is_told_once_however_many_consents_it_ends(person, practitioner, today, heard):
    given = ConsentFactory(person=person)
    ConsentFactory(person=person)
    actions.withdraw_consent(given, by=practitioner, withdrawn_on=today)
    actions.withdraw_consent(given, by=practitioner, withdrawn_on=today)
    assert heard == [("consent_withdrawn", {"by": practitioner, "consent": given})]


def test_an_expected_release_is_told_with_no_former_date(person, practitioner, ago, heard):
    made = release(person, practitioner, expected_on=ago(-30))
    release(person, practitioner, expected_on=ago(-30))
    carried = {"by": practitioner, "release": made, "former_on": None, "reason": ""}
    assert heard == [(causes.RELEASE_PLANNED.name, carried)]


def test_a_moved_release_is_told_with_its_former_date_and_reason(person, practitioner, ago, heard):
    made = ReleaseFactory(person=person, expected_on=ago(-30), released_on=None)
    actions.change_release(made, by=practitioner, reason="Added days", expected_on=ago(-44))
    carried = {"by": practitioner, "release": made, "former_on": ago(-30), "reason": "Added days"}
    assert heard == [(causes.RELEASE_PLANNED.name, carried)]


def test_a_release_recorded_after_the_day_is_told_as_a_release_only(person, practitioner, ago, heard):
    release(person, practitioner, expected_on=ago(3), released_on=ago(2))
    assert names(heard) == ["released"]


def test_a_release_and_its_recall_are_told_when_first_recorded_and_as_put_right_when_corrected(
    person, practitioner, ago, heard
):
    made = ReleaseFactory(person=person, expected_on=ago(9), released_on=None)
    actions.change_release(made, by=practitioner, reason="", released_on=ago(9))
    actions.change_release(made, by=practitioner, reason="A day out", released_on=ago(8))
    actions.change_release(made, by=practitioner, reason="Breach", recalled_on=ago(2))
    actions.change_release(made, by=practitioner, reason="A day out", recalled_on=ago(1))
    assert names(heard) == ["released", "release_put_right", "recalled", "release_put_right"]


def test_a_death_is_told_once(person, practitioner, ago, heard):
    for _ in range(2):
        actions.record_death(person, by=practitioner, died_on=ago(2), source="The prison")
    assert heard == [("died", {"by": practitioner, "person": person, "died_on": ago(2)})]
