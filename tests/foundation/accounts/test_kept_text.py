"""What was typed when the session had ended: kept for the same user of the same browser, and for nobody else."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from foundation.accounts import kept
from referrals.models import Referral
from tests.referrals import scene

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")


@pytest.fixture
def referrer():
    return scene.a_practitioner(name="Dana Whitlock")


@pytest.fixture
def draft(referrer):
    return scene.a_full_draft(referrer)


@pytest.fixture
def about(draft):
    return reverse("referral_section", args=[draft.uuid, "about"])


def signed_in(client, user):
    client.force_login(user)
    client.get(reverse("home"))
    return client


def session_ended(client):
    """As after twenty minutes: the session is gone on both sides, the browser's other cookies are not."""
    Session.objects.all().delete()
    client.cookies.pop("sessionid")


def typed(text="Works nights", **more):
    return {"version": 0, "about": text} | more


def test_a_browser_where_nobody_was_signed_in_keeps_nothing(client, about):
    answer = client.post(about, typed())
    assert answer.url.startswith(SIGN_IN)
    assert not Session.objects.exists()


def test_a_forged_cookie_keeps_nothing(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.cookies["last"] = client.cookies["last"].value + "x"
    client.post(about, typed())
    assert not Session.objects.exists()


def test_another_user_of_the_same_browser_never_sees_it(client, about, referrer):
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed())
    client.force_login(colleague)
    assert "Works nights" not in client.get(about).content.decode()
    client.force_login(referrer)
    assert "Works nights" not in client.get(about).content.decode(), "it was thrown away"


def test_after_signing_out_nothing_is_kept(client, about, referrer):
    signed_in(client, referrer)
    client.post(reverse("account_logout"))
    assert client.cookies["last"].value == ""
    client.post(about, typed())
    client.force_login(referrer)
    assert "Works nights" not in client.get(about).content.decode()


def test_passwords_codes_and_what_is_too_long_are_not_kept(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed(password="swordfish", code="123456", csrfmiddlewaretoken="t"))
    assert client.session["kept_text"]["sent"] == "version=0&about=Works+nights"
    client.post(about, typed("x" * kept.MOST))
    assert client.session["kept_text"]["sent"] == "version=0&about=Works+nights"


def test_what_a_script_sends_is_not_kept(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed(), headers={"accept": "application/json"})
    assert "kept_text" not in client.session


def test_after_an_hour_it_is_gone(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed())
    session = client.session
    session["kept_text"] |= {"at": time.time() - kept.KEPT_FOR - 1}
    session.save()
    client.force_login(referrer)
    assert "Works nights" not in client.get(about).content.decode()
    assert "kept_text" not in client.session


def test_the_same_user_finds_it_after_signing_in_and_sends_it_with_one_press(client, about, draft, referrer):
    signed_in(client, referrer)
    session_ended(client)
    answer = client.post(about, typed("Works nights\nand <b>weekends</b>"))
    assert answer.url == f"{SIGN_IN}?next={about}"
    client.force_login(referrer)
    page = client.get(about).content.decode()
    assert "What you typed is kept" in page
    assert "Works nights<br>and &lt;b&gt;weekends&lt;/b&gt;" in page
    assert 'name="version" value="0"' in page
    assert client.get(about).content.decode().count("Works nights"), "reading it again does not lose it"
    assert client.post(about, typed("Works nights\nand <b>weekends</b>")).status_code == 302
    assert Referral.objects.get(pk=draft.pk).about == "Works nights\nand <b>weekends</b>"
    assert "What you typed is kept" not in client.get(about).content.decode()


def test_other_pages_open_as_usual_meanwhile(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed())
    client.force_login(referrer)
    assert "What you typed is kept" not in client.get(reverse("referral_list")).content.decode()
    assert "What you typed is kept" in client.get(about).content.decode()


def test_it_can_be_left(client, about, referrer):
    signed_in(client, referrer)
    session_ended(client)
    client.post(about, typed())
    client.force_login(referrer)
    assert client.get(f"{about}?leave").url == reverse("home")
    assert "What you typed is kept" not in client.get(about).content.decode()


def test_after_ten_hours_signed_in_the_form_that_meets_the_end_is_kept_too(client, about, referrer, settings):
    signed_in(client, referrer)
    settings.SESSION_ABSOLUTE_AGE = -1
    answer = client.post(about, typed())
    assert answer.url == f"{SIGN_IN}?next={about}"
    settings.SESSION_ABSOLUTE_AGE = 10 * 60 * 60
    client.force_login(referrer)
    assert "Works nights" in client.get(about).content.decode()
