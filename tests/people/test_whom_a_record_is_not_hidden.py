"""Of many users, those from whom no limit hides one record: the same as asking each, in as many questions."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from pathways.handovers.notices import workers_of
from people.models import Person
from people.safeguarding.scope import those_who_may_know
from people.seeing.sight import not_hidden_among, users_in_scope
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import BreakGlassFactory, LimitedAccessFactory, PersonFactory

pytestmark = pytest.mark.django_db


def asked_one_by_one(person, users) -> list:
    return [user for user in users if Person.objects.not_hidden_from(user).filter(pk=person.pk).exists()]


@pytest.fixture
def users():
    return UserFactory.create_batch(4, role=Role.HUB_WORKER)


@pytest.mark.parametrize("kind", ["none", "restriction", "exclusion", "both", "nobody", "ended"])
def test_a_limit_hides_from_the_same_as_when_each_is_asked(users, kind):
    person, today = PersonFactory(), datetime.date.today()
    if kind in ("restriction", "both"):
        LimitedAccessFactory(person=person, user=users[0], kind="restriction")
        LimitedAccessFactory(person=person, user=users[1], kind="restriction")
    if kind in ("exclusion", "both"):
        LimitedAccessFactory(person=person, user=users[1], kind="exclusion")
    if kind == "nobody":
        LimitedAccessFactory(person=person, user=None, kind="restriction")
    if kind == "ended":
        LimitedAccessFactory(person=person, user=users[1], kind="exclusion", until=today)
    LimitedAccessFactory(user=users[2], kind="exclusion")  # of somebody else
    found = not_hidden_among(person, users)
    assert found == asked_one_by_one(person, users)
    expected = {"none": 4, "restriction": 2, "exclusion": 3, "both": 1, "nobody": 0, "ended": 4}
    assert len(found) == expected[kind]


def test_breaking_the_glass_opens_a_restriction_and_no_exclusion(users):
    person, later = PersonFactory(), timezone.now() + datetime.timedelta(hours=1)
    LimitedAccessFactory(person=person, user=None, kind="restriction")
    for user in users[:2]:
        BreakGlassFactory(person=person, user=user, until=later)
    LimitedAccessFactory(person=person, user=users[1], kind="exclusion")
    assert not_hidden_among(person, users) == asked_one_by_one(person, users) == [users[0]]


@pytest.mark.parametrize("ask", ["safeguarding", "handover"])
def test_as_many_questions_for_3_users_as_for_30(ask):
    handover = HandoverFactory()
    LimitedAccessFactory(person=handover.person, user=None, kind="restriction")
    asked = []
    for count in (3, 27):
        made = UserFactory.create_batch(
            count, role=Role.PARTNER_SERVICE_WORKER, teams=[handover.service.team]
        ) if ask == "handover" else UserFactory.create_batch(count, role=Role.HUB_MANAGER)  # fmt: skip
        among = User.objects.filter(pk__in=[user.pk for user in made])
        with CaptureQueriesContext(connection) as queries:
            found = workers_of(handover) if ask == "handover" else those_who_may_know(handover.person, among)
        assert found == []
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4


def test_a_partner_service_with_a_handover_now_can_be_put_on_the_list_of_those_who_may_see():
    handover = HandoverFactory()
    now, never = (
        UserFactory(role=Role.PARTNER_SERVICE_WORKER, teams=[team])
        for team in (handover.service.team, TeamFactory())
    )
    assert now in users_in_scope(handover.person)
    assert never not in users_in_scope(handover.person)
    handover.involvement.until = datetime.date.today()
    handover.involvement.save()
    assert now not in users_in_scope(handover.person)
