"""Signing in, staying signed in, and what ends it."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from foundation.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _no_counts_of_failures():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_a_page_without_signing_in_leads_to_the_sign_in_page(client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_wrong_password_does_not_sign_in(client):
    assert sign_in(client, UserFactory(), "something else entirely").status_code == 200
    assert client.get("/").status_code == 302


def test_five_failures_lock_the_account_even_for_the_right_password(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user, "something else entirely")
    sign_in(client, user)
    assert client.get("/").status_code == 302


def test_a_user_signs_in_with_e_mail_and_password(client):
    assert sign_in(client, UserFactory()).url == "/"
    assert client.get("/").status_code == 200


def test_the_session_key_changes_at_sign_in(client):
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client, UserFactory())
    assert client.session.session_key != before


def test_nobody_can_sign_up(client):
    typed = {"email": "new@throughgate.invalid", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), typed)
    assert not User.objects.filter(email="new@throughgate.invalid").exists()


def test_a_disabled_account_is_out_at_its_next_request(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/").status_code == 302


def test_a_session_ends_after_ten_hours_whatever_happens_in_it(client):
    start = datetime.datetime(2026, 6, 3, 8, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        client.force_login(UserFactory())
        for _ in range(40):  # every quarter of an hour: never idle
            assert client.get("/").status_code == 200
            clock.shift(datetime.timedelta(minutes=15))
        clock.shift(datetime.timedelta(minutes=1))
        assert client.get("/").status_code == 302


def test_a_session_idle_for_twenty_minutes_ends(client):
    start = datetime.datetime(2026, 6, 3, 8, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        client.force_login(UserFactory())
        assert client.get("/").status_code == 200
        clock.shift(datetime.timedelta(minutes=21))
        assert client.get("/").status_code == 302


def test_where_a_second_factor_is_required_nothing_opens_without_one(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(UserFactory())
    assert client.get("/").url == reverse("mfa_activate_totp")


def test_pages_of_someone_signed_in_stay_out_of_caches(client):
    client.force_login(UserFactory())
    assert "no-store" in client.get("/").headers["Cache-Control"]
