"""The second factor by its own pages: set up, sign in with it, look after it."""

import base64
import hashlib
import hmac
import time

import pytest

from tests.factories.accounts import UserFactory

from .desks import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


def code_of(secret: str) -> str:
    """The six figures that an authenticator app shows now (RFC 6238)."""
    moment = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), moment, hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def sign_in(seat: Desk, user) -> None:
    seat.open("account_login")
    seat.fill(login=user.email, password=PASSWORD)
    seat.press("Sign in")


def set_up(seat: Desk) -> list[str]:
    """The password once more, then the app, with a mistyped code first; gives the recovery codes."""
    seat.headed("Enter your password again")
    seat.clean()
    seat.fill(password=PASSWORD)
    seat.page.keyboard.press("Enter")
    seat.headed("Set up the authenticator app")
    seat.clean()
    secret = seat.page.locator("main p strong").inner_text()
    seat.fill(code="000000")
    seat.press("Set up")
    seat.refuses()
    seat.clean()
    seat.fill(code=code_of(seat.page.locator("main p strong").inner_text()))
    assert seat.page.locator("main p strong").inner_text() == secret
    seat.press("Set up")
    seat.headed("Recovery codes")
    seat.clean()
    return seat.page.locator(".tg-codes li").all_inner_texts()


def test_who_must_have_a_second_factor_sets_it_up_and_signs_in_with_it(desk, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = UserFactory(password=PASSWORD, name="Dana Whitlock")
    seat = desk()
    sign_in(seat, user)
    codes = set_up(seat)
    seat.open("home")
    seat.reads("Dana Whitlock")
    later = desk()
    sign_in(later, user)
    later.headed("Enter your code")
    later.clean()
    later.fill(code="000000")
    later.press("Sign in")
    later.refuses()
    later.fill(code=codes[0])
    later.press("Sign in")
    later.reads("Dana Whitlock")


def test_the_second_factor_is_looked_after_on_pages_that_are_clean(desk, settings):
    seat = desk()
    sign_in(seat, UserFactory(password=PASSWORD))
    seat.open("mfa_activate_totp")
    set_up(seat)
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"):
        seat.open(name)
        seat.clean()
