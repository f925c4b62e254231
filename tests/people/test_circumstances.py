"""Consent, supervision and risk: who writes them, what is refused, and what is kept."""

import datetime

import pytest
import time_machine

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from people import actions, rules
from people.models import Consent, RiskInformation, Supervision
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    ConsentTextFactory,
    InvolvementFactory,
    PersonFactory,
    PrisonFactory,
    ReleaseFactory,
    SupervisionFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date


def consent(person, by, given_on):
    return actions.record_consent(
        person, by=by, given_on=given_on, how="in_person", text=ConsentTextFactory()
    )


def release(person, by, **dates):
    return actions.record_release(person, by=by, prison=PrisonFactory(), kind="licence", **dates)


def risk(person, by, today, **more):
    said = {"to_whom": "public", "level": "high", "meaning": "No lone working", "source": "OASys"} | more
    return actions.record_risk(person, by=by, assessed_on=today, **said)


VERBS = [
    lambda person, by, today: consent(person, by, today),
    lambda person, by, today: actions.withdraw_consent(
        ConsentFactory(person=person), by=by, withdrawn_on=today
    ),
    lambda person, by, today: actions.record_supervision(person, by=by, kind="licence", started_on=today),
    lambda person, by, today: release(person, by, expected_on=today),
    lambda person, by, today: actions.change_release(
        ReleaseFactory(person=person, expected_on=today, released_on=None),
        by=by,
        reason="",
        released_on=today,
    ),
    risk,
]


@pytest.mark.parametrize("verb", VERBS)
def test_a_team_that_has_lost_the_person_writes_nothing(practitioner, team, ago, today, verb):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, since=ago(50), until=ago(10))
    with pytest.raises(NotYou, match="Only the team that holds this person"):
        verb(person, practitioner, today)


WRITE = {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [role for role in Role if role not in WRITE])
def test_no_other_role_writes_circumstances(person, team, today, verb, role):
    with pytest.raises(NotYou):
        verb(person, UserFactory(role=role, teams=[team]), today)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [Role.HUB_WORKER, Role.HUB_MANAGER])
def test_a_hub_that_is_involved_but_does_not_hold_the_person_writes_none(person, today, verb, role):
    hub = TeamFactory()
    InvolvementFactory(person=person, team=hub)
    with pytest.raises(NotYou, match="Only the team that holds this person"):
        verb(person, UserFactory(role=role, teams=[hub]), today)


@pytest.mark.parametrize("verb", VERBS)
def test_the_holding_team_writes_them(person, practitioner, today, verb):
    assert verb(person, practitioner, today).pk


@time_machine.travel("2026-05-31 12:00")
@pytest.mark.parametrize(
    ("given_on", "why"),
    [
        (DAY(2026, 6, 1), "future"),
        (DAY(2026, 2, 27), "more than 3 months old"),
        (DAY(1990, 5, 14), "before the person was born"),
        (DAY(1980, 1, 1), "before the person was born"),
    ],
)
def test_a_consent_in_the_future_too_old_or_before_birth_is_refused(practitioner, team, given_on, why):
    person = PersonFactory(held_by=team, date_of_birth=DAY(1990, 5, 14))
    with pytest.raises(rules.Unfit, match=why):
        consent(person, practitioner, given_on)
    assert not Consent.versions.exists()


@time_machine.travel("2026-05-31 12:00")
@pytest.mark.parametrize("given_on", [DAY(2026, 5, 31), DAY(2026, 2, 28)])
def test_a_consent_of_today_or_three_months_ago_is_taken(practitioner, team, given_on):
    person = PersonFactory(held_by=team)
    given = consent(person, practitioner, given_on)
    assert (given.given_on, given.taken_by) == (given_on, practitioner)
    assert [event.what for event in events.of(given)] == ["given"]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (DAY(2026, 5, 31), 3, DAY(2026, 2, 28)),
        (DAY(2024, 5, 31), 3, DAY(2024, 2, 29)),
        (DAY(2026, 1, 15), 3, DAY(2025, 10, 15)),
        (DAY(2026, 12, 1), 12, DAY(2025, 12, 1)),
    ],
)
def test_months_before_end_at_the_end_of_a_shorter_month(day, months, before):
    assert rules.months_before(day, months) == before


def test_the_same_consent_twice_is_one(person, practitioner, today):
    assert consent(person, practitioner, today) == consent(person, practitioner, today)
    assert Consent.versions.count() == 1


def test_a_withdrawal_before_the_consent_or_in_the_future_is_refused(person, practitioner, ago):
    given = ConsentFactory(person=person, given_on=ago(10))
    for day in (ago(11), ago(-1)):
        with pytest.raises(rules.Unfit):
            actions.withdraw_consent(given, by=practitioner, withdrawn_on=day)
    assert person.consents.live().get() == given


def test_a_withdrawal_ends_every_live_consent_and_keeps_what_stood(person, practitioner, ago, today):
    given = ConsentFactory(person=person, given_on=ago(10))
    ConsentFactory(person=person, given_on=ago(40))
    actions.withdraw_consent(given, by=practitioner, withdrawn_on=today)
    assert not person.consents.live().exists()
    assert given.withdrawn_on == today
    assert Consent.versions.filter(version_of=given).get().withdrawn_on is None


@pytest.mark.parametrize(
    ("kind", "start", "end", "field"),
    [
        ("post_sentence_supervision", 10, None, "kind"),
        ("licence", 10, 10, "ended_on"),
        ("licence", 10, 11, "ended_on"),
        ("licence", 80 * 365, None, "started_on"),
        ("licence", -60 * 365, None, "started_on"),
        ("licence", 10, -60 * 365, "ended_on"),
    ],
)
def test_supervision_that_cannot_be_is_refused(person, practitioner, ago, kind, start, end, field):
    with pytest.raises(rules.Unfit) as refusal:
        actions.record_supervision(
            person, by=practitioner, kind=kind, started_on=ago(start), ended_on=end and ago(end)
        )
    assert list(refusal.value.problems) == [field]
    assert not Supervision.versions.exists()


def test_historic_post_sentence_supervision_can_still_be_held(person):
    assert SupervisionFactory(person=person, kind="post_sentence_supervision").pk


def test_supervision_of_the_same_kind_and_day_is_corrected_not_doubled(person, practitioner, ago):
    first = actions.record_supervision(person, by=practitioner, kind="licence", started_on=ago(9))
    again = actions.record_supervision(
        person, by=practitioner, kind="licence", started_on=ago(9), ended_on=ago(-90)
    )
    assert first == again
    assert person.supervisions.get().ended_on == ago(-90)


@pytest.mark.parametrize(
    "words", ["TBC", "tbc.", "n/a", "N/A", "Unknown", "  ", "t.b.c", "To be confirmed", "??"]
)
def test_words_that_say_nothing_count_as_blank(person, practitioner, today, words):
    with pytest.raises(rules.Unfit) as refusal:
        risk(person, practitioner, today, meaning=words)
    assert list(refusal.value.problems) == ["meaning"]
    with pytest.raises(rules.Unfit) as refusal:
        risk(person, practitioner, today, source=words)
    assert list(refusal.value.problems) == ["source"]
    assert not RiskInformation.versions.exists()


def test_risk_assessed_tomorrow_is_refused(person, practitioner, ago):
    with pytest.raises(rules.Unfit, match="future"):
        risk(person, practitioner, ago(-1))


def test_not_yet_available_needs_neither_meaning_nor_source(person, practitioner, today):
    assert risk(person, practitioner, today, level="not_yet_available", meaning="", source="").pk


def test_a_low_risk_needs_a_source_only(person, practitioner, today):
    assert risk(person, practitioner, today, level="low", meaning="").pk


def test_a_new_level_takes_the_place_of_the_former_one_which_is_kept(person, practitioner, today):
    first = risk(person, practitioner, today)
    assert risk(person, practitioner, today, level="low") == first
    assert person.risks.get().level == "low"
    assert set(RiskInformation.versions.values_list("level", flat=True)) == {"high", "low"}


def test_several_levels_are_written_all_or_none(person, practitioner, today):
    fit = {"to_whom": "public", "level": "low", "meaning": "", "source": "OASys", "assessed_on": today}
    with pytest.raises(rules.Unfit):
        actions.record_risks(person, [fit, fit | {"to_whom": "staff", "source": "TBC"}], by=practitioner)
    assert not RiskInformation.versions.exists()
