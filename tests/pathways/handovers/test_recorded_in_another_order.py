"""The hub or the prison is later, or earlier, with its record than the service: nothing is lost, nothing refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts.models import Notice
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.reactions import happened
from pathways import actions as pathways
from pathways.actions import answering_handovers as service_does
from pathways.models import Handover, MilestoneClaim, Spell
from people import actions as people
from people import causes
from people.models import Person, Release
from tests.factories.pathways import SpellFactory
from tests.factories.people import ReleaseFactory
from tests.pathways.days import TODAY, day
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db
IN_COMMUNITY = {"code": "community_structured", "started_on": TODAY}


@pytest.fixture
def received(send, treatment, substance):
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    Handover.objects.filter(pk=handover.pk).update(sent_at=at(-10))
    handover.refresh_from_db()
    return handover


def came(handover, treatment, ago):
    service_does.book_appointment(
        handover, by=treatment.worker, appointment_at=at(-ago, 9), place="Gate House"
    )
    return service_does.record_attendance(handover, by=treatment.worker, on=day(ago))


@pytest.fixture
def release(released_in):
    return released_in(30)


@pytest.fixture
def attended(received, treatment, release):
    """The person came two days ago; by the record the release is still ahead."""
    return came(received, treatment, 2)


def first_appointments():
    return MilestoneClaim.objects.filter(milestone="first_appointment")


def told_to(user):
    return " ".join(Notice.objects.filter(user=user).values_list("text", flat=True))


# --- the release is entered after the first appointment


def test_who_sent_it_is_told_that_the_record_has_the_person_inside(attended, office):
    assert not first_appointments().exists()
    assert "It is kept, and not claimed as a milestone: by the record the person was in custody" in told_to(
        office.dana
    )


def test_what_the_record_stands_against_is_kept_and_said_to_be_lost(received, treatment, person, office):
    """The day of birth was put right since, and wrongly: not a claim that is there already."""
    Person.objects.filter(pk=person.pk).update(date_of_birth=day(1))
    came(received, treatment, 2)
    assert (received.attended_on, first_appointments().exists()) == (day(2), False)
    assert "not claimed as a milestone: the record stands against a claim of that day" in told_to(office.dana)


def test_a_release_by_a_file_is_not_stopped_by_a_claim_that_cannot_be(attended, person, release):
    Person.objects.filter(pk=person.pk).update(date_of_birth=day(1))
    Release.objects.filter(pk=release.pk).update(released_on=day(3))
    happened(causes.RELEASES_IMPORTED, by=None, people={person.pk}, source={})
    assert not first_appointments().exists()


def test_what_is_claimed_already_is_not_said_to_be_lost(received, treatment, office):
    for _ in range(2):
        came(received, treatment, 3)
    assert first_appointments().get().reached_on == day(3)
    assert "not claimed" not in told_to(office.dana)


def test_a_release_after_the_appointment_claims_nothing(attended, office, release):
    people.change_release(release, by=office.dana, released_on=day(1), reason="")
    assert not first_appointments().exists()


@pytest.mark.parametrize("late", ["recorded", "put right", "by a file"])
def test_it_is_claimed_for_the_service_once_the_release_is_known(
    attended, treatment, office, person, hub, release, late
):
    if late == "by a file":
        Release.objects.filter(pk=release.pk).update(released_on=day(3))
        happened(causes.RELEASES_IMPORTED, by=None, people={person.pk}, source={})
    else:
        if late == "put right":
            people.change_release(release, by=office.dana, released_on=day(1), reason="")
        people.change_release(release, by=office.dana, released_on=day(3), reason="The prison says so")
    claim = first_appointments().get()
    assert (claim.reached_on, claim.claimed_by, claim.team, claim.handover) == (
        day(2), treatment.worker, hub.team, attended,
    )  # fmt: skip


def test_what_a_verifier_revoked_is_not_claimed_again_by_the_next_release(attended, office, hub, release):
    people.change_release(release, by=office.dana, released_on=day(3), reason="")
    claim = first_appointments().get()
    pathways.verify_claim(claim, by=hub.manager)
    pathways.revoke_claim(claim, by=hub.manager, because="It was somebody else")
    happened(causes.RELEASED, by=office.dana, release=release)
    assert first_appointments().get().state == "revoked"


def test_attended_before_a_recall_and_recorded_after_it_is_claimed_all_the_same(received, treatment, person):
    ReleaseFactory(person=person, released_on=day(20), recalled_on=TODAY)
    came(received, treatment, 5)
    assert first_appointments().get().reached_on == day(5)


@pytest.mark.parametrize("by_a_file", [True, False])
def test_a_day_of_release_put_right_moves_the_first_attendance(
    received, office, person, released_in, by_a_file
):
    release = released_in(-3)
    happened(causes.RELEASED, by=office.dana, release=release)
    if by_a_file:
        Release.objects.filter(pk=release.pk).update(released_on=day(1))
        happened(causes.RELEASES_IMPORTED, by=None, people={person.pk}, source={})
    else:
        people.change_release(release, by=office.dana, released_on=day(1), reason="The prison says so")
    run = RunningClock.objects.of(received).get(clock="handover_first_attendance", stopped_at=None)
    assert run.due_on == day(1) + datetime.timedelta(days=21)


# --- the hub wrote the episode down before the service did


def test_an_episode_at_another_provider_is_not_joined(received, treatment, person):
    SpellFactory(
        person=person,
        kind="treatment",
        code="community_structured",
        started_on=day(9),
        detail="Recovery Elsewhere",
    )
    with pytest.raises(ValidationError):
        service_does.start_treatment(received, by=treatment.worker, **IN_COMMUNITY)


@pytest.mark.parametrize(
    "written",
    [
        {"started_on": TODAY, "detail": "Community drug team"},
        {"started_on": day(2), "detail": ""},
        {"started_on": day(2), "detail": "recovery service"},
    ],
    ids=["the same day", "no provider said", "this provider"],
)
def test_the_service_joins_what_the_hub_wrote_down_first(received, treatment, person, written):
    episode = SpellFactory(person=person, kind="treatment", code="community_structured", **written)
    spell = service_does.start_treatment(received, by=treatment.worker, need_group="opiate", **IN_COMMUNITY)
    assert list(Spell.objects.all()) == [spell] == [episode]
    assert (spell.started_on, spell.need_group) == (written["started_on"], "opiate")
    assert Handover.objects.get().spell == episode
    assert MilestoneClaim.objects.get().spell == episode


def test_another_first_day_is_told_to_who_sent_it(received, treatment, person, office):
    SpellFactory(person=person, kind="treatment", code="community_structured", started_on=day(2))
    service_does.start_treatment(received, by=treatment.worker, **IN_COMMUNITY)
    assert "correct it if the service is right" in told_to(office.dana)
