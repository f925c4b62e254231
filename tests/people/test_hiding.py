"""Whose records are hidden from a user, for every mixture of limits and broken glass (domain: Restricted records)."""

import datetime
from itertools import product

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from people.models import LimitedAccess, Person
from people.querysets import hidden_from
from tests.factories.accounts import UserFactory
from tests.factories.people import BreakGlassFactory, LimitedAccessFactory, PersonFactory

pytestmark = pytest.mark.django_db
RESTRICTION, EXCLUSION = LimitedAccess.Kind.RESTRICTION, LimitedAccess.Kind.EXCLUSION
TODAY = timezone.localdate
TIMES = {"stands": (0, 1), "ended today": (-5, 0), "begins tomorrow": (1, 5)}  # in days from today


def days(count):
    return TODAY() + datetime.timedelta(days=count)


def limit(person, kind, user, when):
    since, until = map(days, TIMES[when])
    LimitedAccessFactory(person=person, kind=kind, user=user, since=since, until=until)


def hidden(user, **how):
    return set(Person.objects.filter(pk__in=hidden_from(user, **how)).values_list("pk", flat=True))


@pytest.fixture
def user():
    return UserFactory(role=Role.PRACTITIONER)


def test_a_restriction_hides_unless_one_that_holds_names_the_user_and_an_exclusion_hides_whatever_else_is(
    user,
):
    other, expected = UserFactory(), {}
    for restricted, named, excluded, opened in product(
        (None, *TIMES), (None, *TIMES), (None, *TIMES), (None, 5, -5)
    ):
        person = PersonFactory()
        if restricted:
            limit(person, RESTRICTION, other, restricted)
        if named:
            limit(person, RESTRICTION, user, named)
        if excluded:
            limit(person, EXCLUSION, user, excluded)
        if opened:
            BreakGlassFactory(
                person=person,
                user=user,
                opened_at=timezone.now() - datetime.timedelta(minutes=10),
                until=timezone.now() + datetime.timedelta(minutes=opened),
            )
        shut = restricted == "stands" and named != "stands"
        expected[person.pk] = (excluded == "stands", shut, opened == 5)
    assert hidden(user) == {
        key for key, (excluded, shut, opened) in expected.items() if excluded or (shut and not opened)
    }
    assert hidden(user, behind_broken_glass=False) == {
        key for key, (excluded, shut, _) in expected.items() if excluded or shut
    }


def test_a_restriction_that_names_nobody_hides_from_all():
    person = PersonFactory()
    LimitedAccessFactory(person=person, kind=RESTRICTION, user=None)
    assert hidden(UserFactory()) == {person.pk}


def test_glass_opens_nothing_to_a_role_that_may_not_break_it():
    worker, person = UserFactory(role=Role.COMMISSIONER), PersonFactory()
    LimitedAccessFactory(person=person, kind=RESTRICTION, user=UserFactory())
    BreakGlassFactory(person=person, user=worker)
    assert hidden(worker) == {person.pk}


def test_glass_that_was_broken_for_nobody_hides_nothing_and_opens_nothing(user):
    person = PersonFactory()
    LimitedAccessFactory(person=person, kind=RESTRICTION, user=UserFactory())
    BreakGlassFactory(person=None, crn="X000000", user=user)
    assert hidden(user) == {person.pk}


def test_what_was_asked_yesterday_is_answered_as_of_the_day_it_is_read(user, time_machine):
    person = PersonFactory()
    LimitedAccessFactory(person=person, kind=EXCLUSION, user=user, until=days(1))
    asked = Person.objects.filter(pk__in=hidden_from(user))
    assert asked.all().exists()
    time_machine.move_to(timezone.now() + datetime.timedelta(days=1))
    assert not asked.all().exists()
