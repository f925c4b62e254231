"""Changing what a referral says after submission: before, after, who and why are kept, and the other side is told."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, WrongState
from pathways.models import Pathway
from referrals import actions as referrals
from referrals.models import Amendment, Need, Referral
from referrals.states import CLOSED, LIVE
from tests.factories.hubs import HubFactory
from tests.factories.referrals import AmendmentFactory, NeedFactory, ReferralSourceFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WHY = "They told us at the last meeting"


@pytest.fixture
def referral(referrer, worker, hub):
    return scene.a_referral(
        "in_review", hub=hub, referrer=referrer, taken_by=worker, about="Works nights",
        source=ReferralSourceFactory(),
    )  # fmt: skip


def amend(referral, *, by, version=0, reason=WHY, **answers):
    return referrals.amend(referral, by=by, version=version, reason=reason, **answers)


def part(referral, slug):
    return reverse("referral_amend_part", args=[referral.uuid, slug])


def changes(referral):
    return {each.what: (each.before, each.after) for each in referral.amendments.all()}


def test_a_worker_of_another_hub_and_another_team_cannot_amend(referral):
    for stranger in (scene.a_worker(HubFactory()), scene.a_manager(HubFactory()), scene.a_practitioner()):
        with pytest.raises(NotYou, match="Only the team that referred and the workers of the hub"):
            amend(referral, by=stranger, about="Works days")
    assert Referral.objects.get(pk=referral.pk).about == "Works nights"


@pytest.mark.parametrize("state", ["draft", *CLOSED])
def test_a_draft_and_what_is_over_are_not_amended(referrer, hub, state):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    with pytest.raises(WrongState, match="can no longer be changed here"):
        amend(referral, by=referrer, about="Works days")
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("reason", ["  ", "TBC", "n/a"])
def test_an_amendment_without_its_reason_is_refused(signed_in, referral, referrer, reason):
    with pytest.raises(NotReady, match="why it is changed"):
        amend(referral, by=referrer, reason=reason, about="Works days")
    sent = {"about": "Works days", "reason": reason, "version": referral.version}
    page = signed_in(referrer).post(part(referral, "about"), sent)
    assert (page.status_code, "Say why it is changed." in page.content.decode()) == (200, True)
    assert not Amendment.objects.exists()


def test_every_need_cannot_be_taken_away_nor_a_comment_that_the_source_asks_for(referral, referrer):
    other = ReferralSourceFactory(name="Other", kind="other", comment_required=True)
    with pytest.raises(NotReady) as refusal:
        amend(referral, by=referrer, needs={}, source=other)
    assert refusal.value.missing == ["a comment on the source", "at least one need"]
    with pytest.raises(NotReady, match="the source of the referral"):
        amend(referral, by=referrer, source=None)


def test_what_a_verb_decides_is_no_amendment(referral, referrer):
    with pytest.raises(TypeError):
        amend(referral, by=referrer, hub=HubFactory())


def test_two_who_amend_at_once_are_not_overwritten(referral, referrer, worker):
    amend(referral, by=referrer, about="Works days")
    with pytest.raises(referrals.AmendedMeanwhile) as refusal:
        amend(referral, by=worker, about="Works at weekends")
    assert refusal.value.now.about == "Works days"
    assert Referral.objects.get(pk=referral.pk).about == "Works days"


def test_the_database_refuses_an_amendment_that_changes_nothing_or_says_no_reason(referral):
    for wrong in ({"before": "Same", "after": "Same"}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AmendmentFactory(referral=referral, **wrong)


def test_each_changed_answer_keeps_before_after_who_and_why(referral, referrer):
    other = ReferralSourceFactory(name="Healthcare", comment_required=True)
    amend(
        referral,
        by=referrer,
        about="Works nights",
        source=other,
        source_comment="GP",
        risk_not_yet_available=True,
    )
    assert changes(referral) == {
        "source": ("Probation", "Healthcare"),
        "source_comment": ("", "GP"),
        "risk_not_yet_available": ("Available", "Not yet available"),
    }
    assert {(each.amended_by, each.reason, each.version) for each in referral.amendments.all()} == {
        (referrer, WHY, 1)
    }


def test_a_need_is_added_dropped_and_told_in_other_words(referral, referrer):
    NeedFactory(referral=referral, kind="health", detail="A dentist")
    amend(referral, by=referrer, needs={"employment": ("A trade", "CV"), "finance": ("", "")})
    assert changes(referral) == {
        "need_employment": ("Help is needed", "A trade; in place: CV"),
        "need_finance": ("", "Help is needed"),
        "need_health": ("A dentist", ""),
    }
    assert {need.kind for need in Need.objects.filter(dropped_at=None)} == {"employment", "finance"}


def test_the_words_stay_out_of_the_log_that_outlives_the_person(referral, referrer):
    amend(referral, by=referrer, about="Has a new baby", needs={"employment": ("Work near home", "")})
    event = Event.objects.get(what="amended")
    assert (event.by, event.facts["changed"]) == (referrer, ["about", "need_employment"])
    log = str([(each.reason, each.facts) for each in Event.objects.all()])
    for words in ("baby", "near home", "nights", WHY):
        assert words not in log


def test_saving_what_stands_there_changes_and_tells_nothing(referral, referrer):
    assert amend(referral, by=referrer, about="Works nights", needs={"employment": ("", "")}) == []
    assert (Amendment.objects.count(), Notice.objects.count()) == (0, 0)
    assert Referral.objects.get(pk=referral.pk).version == 0


def test_a_move_of_the_referral_meanwhile_does_not_stand_against_an_amendment(referral, referrer, worker):
    referrals.hand_back(Referral.objects.get(pk=referral.pk), by=worker)
    assert amend(referral, by=referrer, about="Works days")


def test_the_hub_is_told_of_the_referrers_change_and_the_referrer_of_the_hubs(referral, referrer, worker):
    scene.a_worker(referral.hub)
    amend(referral, by=referrer, about="Works days")
    assert [notice.user for notice in Notice.objects.all()] == [worker], (
        "it is theirs; the others need not know"
    )
    amend(referral, by=worker, version=1, about="Works at weekends")
    notice = Notice.objects.get(user=referrer)
    assert notice.text == f"{referral.reference} was changed: read what it said before, and why"
    assert "weekends" not in notice.text


def test_a_referral_in_the_queue_is_the_whole_teams_to_know(referrer, worker, hub):
    other = scene.a_manager(hub)
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    amend(referral, by=referrer, about="Works days")
    assert {notice.user for notice in Notice.objects.all()} == {worker, other}


def test_a_need_added_while_it_waits_for_a_place_opens_nothing(referrer, hub):
    for state, more in (
        ("waiting", {}),
        ("on_hold", {"held_from": "waiting", "decision": "", "decided_at": None}),
    ):
        referral = scene.a_referral(state, hub=hub, referrer=referrer, **more)
        amend(referral, by=referrer, needs={"employment": ("", ""), "accommodation": ("No address", "")})
    assert not Pathway.objects.exists()


def test_a_need_added_once_a_place_is_open_opens_its_pathway(referrer, hub):
    referral = scene.a_referral("started", hub=hub, referrer=referrer)
    amend(referral, by=referrer, needs={"employment": ("", ""), "accommodation": ("No address", "")})
    assert [pathway.kind for pathway in Pathway.objects.filter(person=referral.person)] == ["accommodation"]


@pytest.mark.parametrize("state", LIVE)
def test_the_page_lists_the_parts_in_every_state_with_a_hub(signed_in, referrer, hub, state):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    page = signed_in(referrer).get(reverse("referral_amend", args=[referral.uuid])).content.decode()
    for slug in ("source", "risk", "needs", "about"):
        assert f'href="{part(referral, slug)}"' in page
    assert "hub/" not in page.split("Change what the referral says")[1].split("Changed after")[0]


def test_of_what_is_over_the_page_says_so(signed_in, referrer, hub):
    referral = scene.a_referral("declined", hub=hub, referrer=referrer)
    browser = signed_in(referrer)
    for address in (reverse("referral_amend", args=[referral.uuid]), part(referral, "about")):
        assert browser.get(address).status_code == 409
    answer = browser.post(part(referral, "about"), {"version": 0, "about": "Works days", "reason": WHY})
    assert (answer.status_code, "Works days" in answer.content.decode()) == (409, True)


def test_a_part_that_is_not_amended_is_not_found(signed_in, referral, referrer):
    browser = signed_in(referrer)
    assert browser.get(part(referral, "hub")).status_code == 404
    assert browser.get(part(referral, "offences")).status_code == 404


def test_the_form_insists_on_the_reason_and_keeps_what_was_typed(signed_in, referral, referrer):
    answer = signed_in(referrer).post(
        part(referral, "about"), {"version": 0, "about": "Works days", "reason": ""}
    )
    page = answer.content.decode()
    assert "Say why it is changed." in page
    assert "Works days</textarea>" in page
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("slug", "sent"),
    [
        ("about", {"about": "Works days"}),
        ("risk", {"risk_not_yet_available": "True"}),
        ("needs", {"employment": "on", "employment_detail": "A trade"}),
        ("source", {"source_comment": "GP"}),
    ],
)
def test_each_part_is_changed_from_both_sides_and_shown_on_the_page(
    signed_in, referral, referrer, worker, slug, sent
):
    if slug == "source":
        sent = sent | {"source": referral.source_id}
    for version, user in enumerate((referrer, worker)):
        browser = signed_in(user)
        assert browser.get(part(referral, slug)).status_code == 200
        changed = {
            name: f"{text}!" if " " in text else text for name, text in sent.items() if isinstance(text, str)
        }
        answer = browser.post(
            part(referral, slug),
            (sent if version == 0 else sent | changed) | {"version": version, "reason": WHY},
        )
        assert answer.url == reverse("referral_detail", args=[referral.uuid])
    assert WHY in browser.get(reverse("referral_amend", args=[referral.uuid])).content.decode()
    assert AuditEvent.objects.filter(operation="alteration").count() == 2


def test_a_conflict_shows_both_versions_and_saving_again_is_meant(signed_in, referral, referrer, worker):
    amend(referral, by=worker, about="Works days")
    browser, typed = signed_in(referrer), {"version": 0, "about": "Works at weekends", "reason": WHY}
    answer = browser.post(part(referral, "about"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Works days" in page
    assert "Works at weekends</textarea>" in page
    assert 'name="version" value="1"' in page
    browser.post(part(referral, "about"), typed | {"version": 1})
    latest = referral.amendments.first()
    assert (latest.before, latest.after) == ("Works days", "Works at weekends")
    assert Referral.objects.get(pk=referral.pk).about == "Works at weekends"


def test_the_referrals_page_shows_both_sides_what_was_changed(signed_in, referral, referrer, worker):
    AmendmentFactory(
        referral=referral, amended_by=referrer, before="Works nights", after="Works days", reason=WHY
    )
    for user in (referrer, worker):
        page = signed_in(user).get(reverse("referral_detail", args=[referral.uuid])).content.decode()
        for words in ("Changed after submission", "Works nights", "Works days", WHY, str(referrer)):
            assert words in page
