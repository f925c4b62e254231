"""Files of people: the second factor again, and not too many of them (trust: 6 and 7)."""

import pytest
from allauth.account.internal.flows import login
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from foundation.accounts.limits import TAKING_AWAY
from foundation.audit.models import AuditEvent
from tests.referrals import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(signed_in, worker):
    return signed_in(worker)


@pytest.fixture
def given(browser, worker, settings, monkeypatch):
    """Says by which method, and how many seconds ago, the user of this session showed who they are."""
    monkeypatch.setattr("foundation.accounts.middleware.is_mfa_enabled", lambda user: True)
    settings.SECOND_FACTOR_REQUIRED = True

    def give(method, seconds_ago):
        session = browser.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(worker.pk)
        at = timezone.now().timestamp() - seconds_ago
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": at}]
        session.save()

    return give


@pytest.fixture(params=["the list", "one referral"])
def file(request, hub):
    referral = scene.a_referral("submitted", hub=hub)
    if request.param == "the list":
        return f"{reverse('referral_list_download')}?tab=new&clock=overdue"
    return reverse("referral_fhir", args=[referral.uuid])


@pytest.mark.parametrize(("method", "seconds_ago"), [("mfa", 6 * 60), ("password", 1)])
def test_without_a_fresh_second_factor_it_is_asked_for_and_leads_back(
    browser, file, given, method, seconds_ago
):
    given(method, seconds_ago)
    assert browser.get(file).url == f"{reverse('mfa_reauthenticate')}?{urlencode({'next': file})}"
    assert not AuditEvent.objects.filter(operation="disclosure").exists()


def test_whoever_has_no_second_factor_takes_nothing_where_one_is_required(browser, file, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert browser.get(file).url == reverse("mfa_activate_totp")


def test_one_file_more_than_allowed_is_refused(browser, file):
    assert {browser.get(file).status_code for _ in range(TAKING_AWAY.times)} == {200}
    assert browser.get(file).status_code == 429
    assert AuditEvent.objects.filter(operation="disclosure").count() == TAKING_AWAY.times


def test_lists_and_single_referrals_are_counted_together(browser, hub):
    referral = scene.a_referral("submitted", hub=hub)
    for _ in range(TAKING_AWAY.times):
        browser.get(reverse("referral_list_download"))
    assert browser.get(reverse("referral_fhir", args=[referral.uuid])).status_code == 429


def test_with_a_fresh_second_factor_the_file_is_given(browser, file, given):
    given("mfa", 60)
    assert browser.get(file).status_code == 200


def test_the_demo_asks_for_none_where_none_is_set_up(browser, file, settings):
    assert not settings.SECOND_FACTOR_REQUIRED
    assert browser.get(file).status_code == 200


@pytest.mark.parametrize("page", ["referral_list", "referral_detail"])
def test_the_link_lets_the_browser_follow_to_the_second_factor(browser, hub, page):
    """A link marked `download` would save the page that asks for it as if it were the file."""
    referral = scene.a_referral("submitted", hub=hub)
    address = reverse(page, args=[referral.uuid] if page == "referral_detail" else [])
    assert " download>" not in browser.get(address).content.decode()
