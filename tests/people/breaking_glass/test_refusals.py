"""Whom the glass is not broken for, and what stays shut under it (trust: 5)."""

import pytest
from allauth.account.internal.flows import login
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from people import rules
from people.access import may_write_about
from people.models import BreakGlass
from tests.factories.accounts import UserFactory
from tests.factories.people import LimitedAccessFactory
from tests.people.breaking_glass.opening import BREAK, WHY, at, open_record, sees

pytestmark = pytest.mark.django_db
BREAKS = {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER}


@pytest.mark.parametrize("role", [role for role in Role if role not in BREAKS])
def test_a_role_without_the_permission_breaks_no_glass(client, hidden, role):
    user = UserFactory(role=role)
    with pytest.raises(NotYou):
        open_record(user, hidden.crn)
    client.force_login(user)
    assert client.get(BREAK).status_code == client.post(BREAK, {}).status_code == 403


@pytest.mark.parametrize("reason", ["", "   ", "n/a", "TBC", "unknown", "..."])
def test_a_reason_that_says_nothing_opens_nothing(signed_in, practitioner, hidden, reason):
    with pytest.raises(rules.Unfit, match="Say why you must see"):
        open_record(practitioner, hidden.crn, reason)
    page = signed_in.post(BREAK, {"crn": hidden.crn, "reason": reason})
    assert "Say why you must see this record now" in page.content.decode()
    assert not sees(practitioner, hidden)


@pytest.mark.parametrize("crn", ["", "X30556", "Saltmarsh"])
def test_only_an_exact_crn_is_taken(signed_in, hidden, crn):
    page = signed_in.post(BREAK, {"crn": crn, "reason": WHY})
    assert "a letter and six figures" in page.content.decode()
    assert not BreakGlass.objects.exists()


def test_an_exclusion_is_not_opened(signed_in, practitioner, hidden):
    LimitedAccessFactory(person=hidden, user=practitioner)
    open_record(practitioner, hidden.crn)
    assert not sees(practitioner, hidden)
    assert "Saltmarsh" not in signed_in.get(BREAK).content.decode()
    assert signed_in.get(at("person_detail", hidden)).status_code == 404


def test_nothing_is_written_under_it(practitioner, hidden):
    open_record(practitioner, hidden.crn)
    assert sees(practitioner, hidden)
    assert not may_write_about(practitioner, hidden)


@pytest.mark.parametrize("name", ["consent_record", "release_record", "caseload_move"])
def test_a_page_that_writes_is_refused_under_it(signed_in, practitioner, hidden, name):
    open_record(practitioner, hidden.crn)
    assert signed_in.get(at(name, hidden)).status_code == 403


def test_no_referral_is_started_under_it(signed_in, practitioner, hidden):
    open_record(practitioner, hidden.crn)
    assert signed_in.post(at("referral_start", hidden)).status_code == 403


def test_whom_one_sees_already_needs_no_glass(signed_in, person):
    page = signed_in.post(BREAK, {"crn": person.crn, "reason": WHY})
    assert "You can see this person already" in page.content.decode()
    assert not BreakGlass.objects.exists()


def test_the_eleventh_in_an_hour_is_one_too_many(signed_in):
    answers = [
        signed_in.post(BREAK, {"crn": f"X{number:06}", "reason": WHY}).status_code for number in range(11)
    ]
    assert answers == [302] * 10 + [429]


@pytest.fixture
def given(signed_in, practitioner, settings, monkeypatch):
    """Says by which method, and how many seconds ago, the user of this session showed who they are."""
    monkeypatch.setattr("foundation.accounts.middleware.is_mfa_enabled", lambda user: True)
    settings.SECOND_FACTOR_REQUIRED = True

    def give(method, seconds_ago):
        session = signed_in.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(practitioner.pk)
        at = timezone.now().timestamp() - seconds_ago
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": at}]
        session.save()

    return give


@pytest.mark.parametrize(("method", "seconds_ago"), [("mfa", 6 * 60), ("password", 1), ("recovery", 1)])
def test_without_a_fresh_second_factor_it_is_asked_for_again(signed_in, hidden, given, method, seconds_ago):
    given(method, seconds_ago)
    for answer in (signed_in.get(BREAK), signed_in.post(BREAK, {"crn": hidden.crn, "reason": WHY})):
        assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fpeople%2Fbreak-glass%2F"
    assert not BreakGlass.objects.exists()


def test_with_a_fresh_one_it_goes_on(signed_in, given):
    given("mfa", 60)
    assert signed_in.get(BREAK).status_code == 200
