"""Drafts that nobody edits: announced three days before, removed after 28 days, their trail kept."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Notice
from foundation.lifecycle.models import Event
from referrals import actions as referrals
from referrals.models import Need, Referral
from referrals.states import ReferralState as S
from tests.referrals import scene

pytestmark = pytest.mark.django_db
EDITED = datetime.datetime(
    2026, 6, 1, 22, 30, tzinfo=datetime.UTC
)  # 23.30 in London: the first of June still
ANNOUNCED_ON = datetime.date(2026, 6, 26)
LAST_DAY = datetime.date(2026, 6, 29)


@pytest.fixture
def old(draft):
    Referral.objects.filter(pk=draft.pk).update(recorded_at=EDITED)
    return draft


def run(day, hour=6):
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(hour), datetime.UTC), tick=False):
        call_command("purge_drafts", stdout=None)


def days_after(day, count):
    return day + datetime.timedelta(days=count)


def test_a_draft_that_was_edited_lately_is_left_and_nothing_is_said(draft):
    run(timezone.localdate())
    assert Referral.objects.filter(pk=draft.pk).exists()
    assert not Notice.objects.exists()


def test_only_drafts_are_removed(referrer, hub):
    for state in S:
        if state != S.DRAFT:
            scene.a_referral(state, hub=scene.HubFactory(), referrer=referrer)
    Referral.objects.update(recorded_at=EDITED)
    run(days_after(LAST_DAY, 400))
    run(days_after(LAST_DAY, 404))
    assert Referral.objects.count() == len(S) - 1
    assert not Notice.objects.exists()


def test_on_its_last_day_a_draft_still_stands(old):
    run(ANNOUNCED_ON)
    run(LAST_DAY, hour=22)
    assert Referral.objects.filter(pk=old.pk).exists()


def test_nothing_is_announced_before_three_days_are_left(old):
    run(days_after(ANNOUNCED_ON, -1))
    assert not Notice.objects.exists()


def test_a_draft_whose_writer_was_never_told_waits_until_they_were(old):
    late = days_after(LAST_DAY, 100)
    run(late)
    assert Referral.objects.filter(pk=old.pk).exists()
    run(days_after(late, 2))
    assert Referral.objects.filter(pk=old.pk).exists()
    run(days_after(late, 3))
    assert not Referral.objects.filter(pk=old.pk).exists()


def test_an_edit_after_the_announcement_keeps_it_and_starts_the_days_again(old, referrer):
    run(ANNOUNCED_ON)
    with time_machine.travel(datetime.datetime(2026, 6, 29, 9, 0, tzinfo=datetime.UTC), tick=False):
        referrals.fill(old, by=referrer, version=old.version, about="Works nights")
    run(days_after(LAST_DAY, 1))
    assert Referral.objects.filter(pk=old.pk).exists()
    run(days_after(ANNOUNCED_ON, 28))
    assert Notice.objects.filter(kind="draft_to_be_removed").count() == 2


def test_it_is_announced_once_removed_and_said_with_its_reference_only(
    old, referrer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for day in (
            ANNOUNCED_ON,
            days_after(ANNOUNCED_ON, 1),
            days_after(LAST_DAY, 1),
            days_after(LAST_DAY, 2),
        ):
            run(day)
    assert [(each.user, each.kind) for each in Notice.objects.order_by("id")] == [
        (referrer, "draft_to_be_removed"),
        (referrer, "draft_removed"),
    ]
    assert Notice.objects.get(kind="draft_removed").url == reverse("referral_list")
    said = " ".join(
        [each.text for each in Notice.objects.all()] + [f"{each.subject} {each.body}" for each in mail.outbox]
    )
    assert old.reference in said
    assert old.person.family_name not in said


def test_its_needs_go_with_it_and_the_trail_of_events_stays(old, referrer):
    run(ANNOUNCED_ON)
    run(days_after(LAST_DAY, 1))
    assert not Referral.versions.exists()
    assert not Need.versions.exists()
    discarded = Event.objects.get(what="discard")
    assert (discarded.by, discarded.by_role, discarded.to_state) == (None, "system", "removed")
    assert (discarded.subject_id, discarded.person_id) == (old.pk, old.person_id)


def test_a_consent_withdrawn_while_the_draft_is_written_shows_at_once_and_stops_it(
    signed_in, draft, referrer
):
    browser, tasks = signed_in(referrer), reverse("referral_tasks", args=[draft.uuid])
    assert "Check your answers and submit</a>" in browser.get(tasks).content.decode()
    consent = draft.person.consents.get()
    type(consent).objects.filter(pk=consent.pk).update(withdrawn_on=timezone.localdate())
    page = browser.get(tasks).content.decode()
    assert "Check your answers and submit</a>" not in page
    assert "You can submit when these are done:" in page
    answer = browser.post(reverse("referral_submit", args=[draft.uuid]), {"version": draft.version})
    assert answer.status_code == 409
    assert Referral.objects.get(pk=draft.pk).state == S.DRAFT
