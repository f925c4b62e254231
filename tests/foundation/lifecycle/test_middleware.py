"""Answers that a reader can go on from."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def test_the_address_of_a_button_opened_as_a_page_says_what_to_do(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("referral_submit", args=[ReferralFactory().uuid]))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "press it once more" in answer.content.decode()


def test_it_says_so_to_nobody_who_is_not_signed_in(client):
    assert client.get(reverse("referral_submit", args=[ReferralFactory().uuid])).status_code == 302
