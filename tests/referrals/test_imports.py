"""Importing referrals straight into their state."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import perform
from hubs.models import Induction, Place
from pathways.models import Pathway
from people.models import Consent, Involvement, Person
from referrals.models import Need, Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.intake import load, problems
from tests.factories.people import PersonFactory
from tests.factories.referrals import ReferralFactory, ReferralSourceFactory

pytestmark = pytest.mark.django_db
HEADER = (
    "crn hub source needs submitted_on consent_on waiting_on decided_on decision started_on "
    "ended_on ended_as end_reason"
)
SUBMITTED = "X000001 Chatham Probation employment;finance 2026-05-01 2026-04-30 - - - - - - -"
STARTED = "X000001 Chatham Probation employment;finance 2026-05-01 2026-04-30 - 2026-05-06 accepted 2026-05-20 - - -"
COMPLETED = STARTED.replace("2026-05-20 - - -", "2026-05-20 2026-08-01 completed Support~completed")


@pytest.fixture(autouse=True)
def hub():
    ReferralSourceFactory(name="Probation")
    Reason.objects.create(list="end", group="completed", reason="Support completed")
    Reason.objects.create(list="decline", group="eligibility", reason="Under 18")
    PersonFactory(crn="X000001")
    return HubFactory(name="Chatham")


def row(**cells: str) -> str:
    values = (
        dict.fromkeys(HEADER.split(), "-") | dict(zip(HEADER.split(), SUBMITTED.split(), strict=True)) | cells
    )
    return " ".join(values.values())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"decision": "accepted"}, "decided_on: is required with decision"),
        ({"decided_on": "2026-05-06"}, "decision: is required with decided_on"),
        ({"started_on": "2026-05-20"}, "started_on: needs the decision accepted"),
        ({"ended_as": "withdrawn"}, "ended_on: is required with ended_as"),
        ({"ended_on": "2026-05-20"}, "ended_as: is required with ended_on"),
        ({"ended_as": "completed", "ended_on": "2026-06-01"}, "ended_as: completed needs started_on"),
        ({"decided_on": "2026-04-01", "decision": "accepted"}, "decided_on: 2026-04-01 is before submitted_on"),
        ({"end_reason": "Under~18"}, "end_reason: is for a referral that was declined or has ended"),
        (
            {"decided_on": "2026-05-06", "decision": "declined", "end_reason": "Support~completed"},
            "end_reason: “Support completed” is not in the list of reasons to decline",
        ),
        ({"needs": "employment;love"}, "needs: “love” is not one of"),
        ({"source": "Nobody"}, "source: “Nobody” is not in the list of sources"),
        ({"submitted_on": "2099-01-01"}, "submitted_on: 2099-01-01 is in the future"),
    ],
)  # fmt: skip
def test_columns_that_do_not_go_together_are_refused(cells, said):
    (line,) = problems("referrals", HEADER, row(**cells))
    assert said in line


def test_a_second_open_referral_to_the_same_hub_is_refused():
    found = problems("referrals", HEADER, row(), row(submitted_on="2026-05-02"))
    assert found == ["f:3 hub: would be a second open referral of this person to this hub"]


def test_a_referral_beside_an_open_one_recorded_already_is_refused(hub):
    load("referrals", HEADER, row())
    assert problems("referrals", HEADER, row(submitted_on="2026-05-09"))


def test_one_file_ends_a_referral_and_opens_the_next():
    load("referrals", HEADER, STARTED)
    assert load("referrals", HEADER, row(submitted_on="2026-08-02"), COMPLETED) == (1, 1, 0)
    assert sorted(Referral.objects.values_list("state", flat=True)) == ["completed", "submitted"]


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({}, "submitted"),
        ({"waiting_on": "2026-05-03"}, "waiting"),
        ({"decided_on": "2026-05-06", "decision": "accepted"}, "accepted"),
        ({"decided_on": "2026-05-06", "decision": "declined", "end_reason": "Under~18"}, "declined"),
        ({"decided_on": "2026-05-06", "decision": "declined"}, "declined"),
        ({"ended_on": "2026-05-06", "ended_as": "withdrawn"}, "withdrawn"),
    ],
)
def test_a_row_enters_its_state_straight(cells, state):
    assert load("referrals", HEADER, row(**cells)) == (1, 0, 0)
    assert Referral.objects.get().state == state
    assert load("referrals", HEADER, row(**cells)) == (0, 0, 1)


def test_a_started_referral_brings_all_that_rests_on_it(hub):
    assert load("referrals", HEADER, STARTED) == (1, 0, 0)
    referral = Referral.objects.get()
    assert referral.reference == "R-2026-000001"
    assert timezone.localdate(referral.submitted_at) == datetime.date(2026, 5, 1)
    assert referral.decision_due_on == datetime.date(2026, 5, 11), (
        "5 May bank holiday is the first Monday, 4 May"
    )
    assert sorted(Need.objects.values_list("kind", flat=True)) == ["employment", "finance"]
    assert Consent.objects.get().how == "imported"
    assert Induction.objects.get().inducted_on == datetime.date(2026, 5, 20)
    assert (Place.objects.get().opened_on, Place.objects.get().ended_on) == (datetime.date(2026, 5, 6), None)
    assert {each.kind: each.state for each in Pathway.objects.all()} == {
        "employment": "need_identified", "finance_and_identity": "need_identified",
    }  # fmt: skip
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub.team])
    assert Person.objects.visible_to(worker).exists()
    assert Referral.objects.visible_to(worker).exists()


def test_an_ended_referral_ends_all_that_rests_on_it():
    load("referrals", HEADER, STARTED)
    assert load("referrals", HEADER, COMPLETED) == (0, 1, 0)
    end = datetime.date(2026, 8, 1)
    assert (Place.objects.get().ended_on, Involvement.objects.get().until) == (end, end)
    assert set(Pathway.objects.values_list("state", flat=True)) == {"closed"}
    assert load("referrals", HEADER, COMPLETED) == (0, 0, 1)


def test_corrected_dates_move_the_induction_and_the_place():
    load("referrals", HEADER, STARTED)
    moved = STARTED.replace("2026-05-20", "2026-05-21").replace("2026-05-06", "2026-05-07")
    assert load("referrals", HEADER, moved) == (0, 1, 0)
    assert Induction.objects.get().inducted_on == datetime.date(2026, 5, 21)
    assert Place.objects.get().opened_on == datetime.date(2026, 5, 7)


def test_a_need_that_is_no_longer_named_is_dropped_and_kept():
    load("referrals", HEADER, row())
    assert load("referrals", HEADER, row(needs="employment;health")) == (0, 1, 0)
    assert sorted(Need.objects.filter(dropped_at=None).values_list("kind", flat=True)) == [
        "employment",
        "health",
    ]
    assert load("referrals", HEADER, row(needs="employment;health")) == (0, 0, 1)


def test_a_referral_that_staff_have_taken_up_is_left_to_them(hub):
    load("referrals", HEADER, row())
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub.team])
    perform(Referral.objects.get(), "take", by=worker)
    assert load("referrals", HEADER, row()) == (0, 0, 1)
    assert Referral.objects.get().state == "in_review"
    (line,) = problems("referrals", HEADER, row(decided_on="2026-05-06", decision="declined"))
    assert "on which staff have worked" in line


def test_a_draft_does_not_stand_in_the_way(hub):
    ReferralFactory(person=Person.objects.get(), hub=hub)
    assert load("referrals", HEADER, row()) == (1, 0, 0)


SHORT = "crn hub source needs submitted_on"
SHORT_ROW = "X000001 Chatham Probation employment;finance 2026-05-01"


@pytest.mark.parametrize("known", [STARTED, COMPLETED])
def test_columns_the_file_lacks_take_nothing_away_from_a_referral(known):
    load("referrals", HEADER, known)
    before = Referral.objects.values().get(), Place.objects.values().get(), Involvement.objects.values().get()
    assert load("referrals", SHORT, SHORT_ROW) == (0, 0, 1)
    assert before == (
        Referral.objects.values().get(),
        Place.objects.values().get(),
        Involvement.objects.values().get(),
    )


def test_a_file_without_the_dates_still_corrects_what_it_names():
    load("referrals", HEADER, STARTED)
    assert load("referrals", SHORT, SHORT_ROW.replace("finance", "health")) == (0, 1, 0)
    referral = Referral.objects.get()
    assert (referral.state, referral.started_on) == ("started", datetime.date(2026, 5, 20))
    assert Place.objects.get().ended_on is None


def test_a_file_of_ends_alone_completes_a_started_referral():
    load("referrals", HEADER, STARTED)
    row_ = SHORT_ROW + " 2026-08-01 completed Support~completed"
    assert load("referrals", SHORT + " ended_on ended_as end_reason", row_) == (0, 1, 0)
    assert Referral.objects.get().state == "completed"
    assert Referral.objects.get().started_on == datetime.date(2026, 5, 20)


def test_a_start_that_is_taken_back_lays_its_imported_induction_aside():
    load("referrals", HEADER, STARTED)
    accepted = STARTED.replace("accepted 2026-05-20", "accepted -")
    assert load("referrals", HEADER, accepted) == (0, 1, 0)
    assert Referral.objects.get().state == "accepted"
    assert not Induction.objects.exists()
    event = events.of(Induction.versions.get()).last()
    assert (event.what, event.facts["from"]) == ("corrected", {"inducted_on": "2026-05-20"})
    assert load("referrals", HEADER, STARTED) == (0, 1, 0)
    assert Induction.objects.get().inducted_on == datetime.date(2026, 5, 20)


def test_an_induction_that_staff_recorded_outlives_a_start_that_is_taken_back(hub):
    load("referrals", HEADER, STARTED)
    Induction.objects.update(inducted_by=UserFactory(role=Role.HUB_WORKER, teams=[hub.team]))
    load("referrals", HEADER, STARTED.replace("accepted 2026-05-20", "accepted -"))
    assert Induction.objects.exists()


def test_the_event_of_a_corrected_place_or_involvement_says_from_what_to_what():
    load("referrals", HEADER, STARTED)
    load("referrals", HEADER, COMPLETED)
    place, involvement = (events.of(model.objects.get()).last().facts for model in (Place, Involvement))
    assert (place["from"], place["to"]) == ({"ended_on": None}, {"ended_on": "2026-08-01"})
    assert (involvement["from"], involvement["to"]) == ({"until": None}, {"until": "2026-08-01"})
    assert place["line"] == 2
