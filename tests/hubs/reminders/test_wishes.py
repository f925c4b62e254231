"""Who wants reminders: what is no address, who may record a wish, and what ends it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import ReminderWish
from hubs.reminders.addresses import read_address
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import (
    ReminderWishFactory,
)
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.hubs.reminders.june import CANARY, NUMBER

pytestmark = pytest.mark.django_db


# --- who may record a wish


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        ("text", "0800 1111"),
        ("text", "+1 202 555 0100"),
        ("text", CANARY),
        ("email", NUMBER),
        ("email", "sam@"),
    ],
)
def test_what_is_no_address_is_refused(channel, typed):
    with pytest.raises(ValidationError, match="Enter"):
        read_address(channel, typed)


@pytest.mark.parametrize("typed", ["07700 900456", "+44 7700 900456", "0044 (0)7700-900456"])
def test_a_mobile_number_is_kept_as_it_is_dialled(typed):
    assert read_address("text", typed) == NUMBER


def test_without_consent_nobody_is_reminded(someone, worker):
    with pytest.raises(Refused, match="no live consent"):
        hubs.want_reminders(someone(consented=False), by=worker, channel="text", address=NUMBER)
    assert not ReminderWish.objects.exists()


def test_nobody_who_died_is_reminded(someone, worker):
    dead = someone(died_on=timezone.localdate())
    with pytest.raises(Refused, match="death"):
        hubs.want_reminders(dead, by=worker, channel="text", address=NUMBER)


def test_who_does_not_work_with_the_person_neither_records_nor_stops(person, stranger):
    for verb, more in (
        (hubs.want_reminders, {"channel": "text", "address": NUMBER}),
        (hubs.stop_reminders, {}),
    ):
        with pytest.raises(NotYou, match="Only the team that holds"):
            verb(person, by=stranger, **more)


def test_who_the_record_is_hidden_from_does_not_record(person, worker):
    LimitedAccessFactory(person=person, user=worker, kind="exclusion")
    with pytest.raises(NotYou):
        hubs.want_reminders(person, by=worker, channel="text", address=NUMBER)


def test_a_standing_wish_without_an_address_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderWishFactory(address="")


def test_a_new_address_ends_the_former_and_forgets_it(person, worker):
    wish = hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    again = hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    assert again.pk == wish.pk
    former = person.reminder_wishes.exclude(pk=wish.pk).get()
    assert (former.address, former.stopped_because) == ("", "Another address")
    assert (wish.recorded_by, wish.since) == (worker, timezone.localdate())


# --- what follows


def test_a_death_ends_the_wish_and_forgets_the_address(person):
    team = TeamFactory()
    practitioner = UserFactory(teams=[team])
    CaseloadFactory(person=person, team=team, practitioner=practitioner)
    people.record_death(person, by=practitioner, died_on=timezone.localdate(), source="Told by the family")
    wish = person.reminder_wishes.get()
    assert (wish.address, wish.stopped_because) == ("", "The person died")


def test_a_withdrawn_consent_ends_the_wish(person):
    people.withdraw_consent(person.consents.get(), by=None, withdrawn_on=timezone.localdate())
    assert person.reminder_wishes.get().stopped_because == "Consent was withdrawn"
