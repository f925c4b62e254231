"""A part that saves itself while it is written: the same rules as its page, answered for a script."""

import re

import pytest
from django.urls import reverse

from foundation.audit.models import AuditEvent
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.referrals import ReferralSourceFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def address(draft, slug="about"):
    return reverse("referral_section_save", args=[draft.uuid, slug])


def test_another_teams_draft_is_not_there(signed_in, draft):
    answer = signed_in(scene.a_practitioner()).post(address(draft), {"version": 0, "about": "Mine"})
    assert answer.status_code == 404
    assert Referral.objects.get(pk=draft.pk).about == ""


def test_what_is_not_a_part_that_is_typed_is_not_there(signed_in, draft, referrer):
    browser = signed_in(referrer)
    for slug in ("person", "consent", "nothing"):
        assert browser.post(address(draft, slug), {"version": 0}).status_code == 404


def test_it_is_not_saved_by_looking(signed_in, draft, referrer):
    assert signed_in(referrer).get(address(draft)).status_code == 405


def test_after_submitting_nothing_is_saved(signed_in, draft, referrer):
    referrals.submit(draft, by=referrer)
    answer = signed_in(referrer).post(address(draft), {"version": draft.version, "about": "Late"})
    assert answer.status_code == 409
    assert Referral.objects.get(pk=draft.pk).about == ""


def test_a_part_that_is_not_complete_yet_is_not_saved_and_says_what_is_missing(signed_in, draft, referrer):
    other = ReferralSourceFactory(name="Other", kind="other", comment_required=True)
    answer = signed_in(referrer).post(address(draft, "source"), {"version": 0, "source": other.pk})
    assert answer.json() == {"missing": "Say more about the source: “Other” needs a comment."}
    assert Referral.objects.get(pk=draft.pk).version == 0


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(signed_in, draft, referrer):
    referrals.fill(draft, by=referrer, version=0, about="Works nights")
    answer = signed_in(referrer).post(address(draft), {"version": 0, "about": "Works days"})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/json"
    assert Referral.objects.get(pk=draft.pk).about == "Works nights"


def test_each_answer_gives_the_version_that_the_next_one_builds_upon(signed_in, draft, referrer):
    browser = signed_in(referrer)
    version = 0
    for text in ("Works", "Works ni", "Works nights"):
        answer = browser.post(address(draft), {"version": version, "about": text}).json()
        version = answer["version"]
        assert re.fullmatch(r"\d{1,2}\.\d\d", answer["at"])
    assert version == 3
    assert Referral.objects.get(pk=draft.pk).about == "Works nights"
    page = reverse("referral_section", args=[draft.uuid, "about"])
    assert browser.post(page, {"version": version, "about": "Works nights"}).status_code == 302
    assert Referral.objects.get(pk=draft.pk).version == 3, "the button saves nothing twice"


def test_every_saving_is_in_the_trail(signed_in, draft, referrer):
    signed_in(referrer).post(address(draft), {"version": 0, "about": "Works nights"})
    event = AuditEvent.objects.get()
    assert (event.operation, event.subjects.get().person_id) == ("alteration", draft.person_id)


@pytest.mark.parametrize("slug", ["source", "risk", "needs", "hub", "about"])
def test_every_typed_part_names_where_it_saves_itself_except_beside_a_conflict(
    signed_in, draft, referrer, slug
):
    browser, page = signed_in(referrer), reverse("referral_section", args=[draft.uuid, slug])
    assert f'data-autosave="{address(draft, slug)}"' in browser.get(page).content.decode()
    if slug == "about":
        referrals.fill(draft, by=referrer, version=0, about="Works nights")
        answer = browser.post(page, {"version": 0, "about": "Works days"})
        assert "data-autosave=" not in answer.content.decode()
