"""Signing in and all around it wears the same dress as the rest."""

import pytest
from django.test import Client
from django.urls import reverse

OPEN_PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]


@pytest.fixture
def client(db):
    return Client()


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_a_page_before_sign_in_is_ours(client, name):
    html = client.get(reverse(name)).content.decode()
    assert '<main class="tg-main" id="main">' in html
    assert html.count("<h1") == 1
    assert "Sign out" not in html
    assert "<nav" not in html


def test_a_wrong_password_is_refused_at_the_head_and_nothing_typed_is_lost_but_the_password(client):
    sent = {"login": "nobody@example.invalid", "password": "a guess of mine"}
    html = client.post(reverse("account_login"), sent).content.decode()
    assert "<title>Error: Sign in – Throughgate</title>" in html
    assert 'value="nobody@example.invalid"' in html
    assert "a guess of mine" not in html
    assert '<div role="alert">' in html


def test_a_link_that_was_used_says_so(client):
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "x-y"})
    html = client.get(address).content.decode()
    assert "This link no longer works" in html
    assert "<form" not in html


def test_asking_for_a_new_password_does_not_say_who_has_an_account(client):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.invalid"}, follow=True)
    assert "If the address is known here" in answer.content.decode()
