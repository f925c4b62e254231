"""The home page of roles for which nothing waits."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory

IDLE = {
    Role.PARTNER: "You write for no partner yet",
    Role.SCRUTINY_MEMBER: "You are in no scrutiny team yet",
    Role.ADMINISTRATOR: "Ask the data protection officer who may have an account",
}


def home_of(client, role):
    client.force_login(UserFactory(role=role))
    return " ".join(client.get("/").content.decode().split())


@pytest.mark.parametrize("role", list(IDLE))
def test_a_role_without_work_is_told_what_it_finds_here_and_whom_to_ask(client, db, role):
    page = home_of(client, role)
    assert IDLE[role] in page
    assert "Use the links above" not in page


def test_an_auditor_is_led_to_what_they_review(client, db):
    assert reverse("break_glass_review_list") in home_of(client, Role.AUDITOR)


@pytest.mark.parametrize("role", list(Role))
def test_every_home_leads_to_the_drawn_machines(client, db, role):
    page = home_of(client, role)
    assert 'href="/machines/"' in page
    assert client.get("/machines/").status_code == 200
