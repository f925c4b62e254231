"""What a verb still lacks: everything, listed at once (domain: Referral table, "Needs")."""

import datetime
from dataclasses import dataclass

from django.apps import apps

from foundation.design.dates import day_of, say_day, today
from people.rules import says_nothing

from . import access, resting
from .clocks import RECONSIDERED, REOPENED
from .states import LIVE, ReferralState


@dataclass(frozen=True)
class Missing:
    """One missing item: what to say, the section of the task list that mends it, and the link's words there."""

    text: str
    section: str
    remedy: str = ""

    def __str__(self) -> str:
        return self.text


def missing_to_submit(referral, **facts) -> list[Missing]:
    """Every item that stops `submit`, in the order of the task list.

    One query, or none for a referral that was fetched `with_what_is_there`.
    """
    there = referral
    if not hasattr(referral, "has_need"):
        referrals = apps.get_model("referrals", "Referral").objects
        there = referrals.filter(pk=referral.pk).with_what_is_there().get()
    return [*_about_the_person(referral, there), *_about_the_referral(referral, there)]


def _about_the_person(referral, there) -> list[Missing]:
    person, found = referral.person, []
    if person.died_on:
        found.append(
            Missing(
                "a person who is alive: a death is recorded",
                "person",
                "A death is recorded: discard this draft",
            )
        )
    if not there.has_consent:
        found.append(Missing("live consent to take part and to share", "consent", "Record consent"))
    if not there.has_supervision_or_release:
        found.append(
            Missing("supervision or a release date", "supervision", "Record supervision or a release")
        )
    if not (referral.risk_not_yet_available or there.has_risk):
        found.append(
            Missing(
                "risk information, or that it is not yet available",
                "risk",
                "Give risk information, or say “not yet available”",
            )
        )
    return found


def _about_the_referral(referral, there) -> list[Missing]:
    found = []
    if not there.has_need:
        found.append(Missing("at least one need", "needs", "Say what help is needed"))
    if referral.source is None:
        found.append(Missing("the source of the referral", "source", "Choose the source"))
    elif referral.source.comment_required and not referral.source_comment.strip():
        found.append(Missing("a comment on the source", "source", "Comment on the source"))
    if referral.hub is None:
        found.append(Missing("the hub", "hub", "Choose a hub"))
    elif there.has_another_open if there.hub_id == referral.hub_id else has_another_open(referral):
        text = f"another hub: this person already has an open referral to {referral.hub}, and only one can be open"
        found.append(
            Missing(text, "hub", f"Choose another hub: a referral to {referral.hub} is already open")
        )
    return found


def has_another_open(referral, hub=None) -> bool:
    """The person has an open referral to the hub, or to this one's, besides this one; whose it is, is not said."""
    referrals = apps.get_model("referrals", "Referral").objects
    return (
        referrals.filter(person=referral.person_id, hub=hub or referral.hub_id, state__in=LIVE)
        .exclude(pk=referral.pk)
        .exists()
    )


def missing_to_accept(referral, *, key_worker=None, **facts) -> list[str]:
    """A key worker who works at the hub, and consent that stands."""
    found = _missing_consent(referral.person)
    return _missing_key_worker(referral.hub, key_worker, referral.person) + found


def _missing_key_worker(hub, key_worker, person) -> list[str]:
    if key_worker is None:
        return ["a key worker"]
    can = access.can_be_key_worker(key_worker, hub, person)
    return [] if can else [f"a key worker who works at {hub}"]


def missing_to_ask(referral, *, questions=(), **facts) -> list[str]:
    """At least one question."""
    return [] if any(not says_nothing(each) for each in questions) else ["a question"]


def missing_to_answer(referral, **facts) -> list[str]:
    """An answer to each question that is open."""
    return [f"an answer to “{each.text}”" for each in referral.questions.filter(answered_at=None)]


def _missing_consent(person) -> list[str]:
    """Its withdrawal stops new work (domain: Consent)."""
    return [] if person.consents.live().exists() else ["live consent to take part and to share"]


def missing_to_open_again(referral, *, because="", **facts) -> list[str]:
    """Why, and consent that stands: to reconsider a refusal or to reopen support is new work."""
    return [*missing_reason(referral, because=because), *_missing_consent(referral.person)]


def missing_to_wait(referral, *, because="", expected_on=None, **facts) -> list[str]:
    """Why, and when a place is expected: a day to come; and consent that stands."""
    found = _missing_consent(referral.person) + (["why it waits"] if says_nothing(because) else [])
    if expected_on is None:
        return [*found, "the day a place is expected"]
    return found if expected_on > today() else [*found, "a day to come on which a place is expected"]


def missing_to_decline(referral, *, grounds=None, explanation="", signposting="", **facts) -> list[str]:
    """A reason of the list, an explanation, and where to go instead, in words that say something."""
    found = [] if grounds is not None and grounds.list == "decline" else ["a reason"]
    found += ["an explanation"] if says_nothing(explanation) else []
    return found + (["where to go instead"] if says_nothing(signposting) else [])


def missing_reason(thing, *, because="", **facts) -> list[str]:
    """Why, in words that say something."""
    return ["a reason"] if says_nothing(because) else []


def missing_to_review(referral, *, said="", **facts) -> list[str]:
    """What was reviewed."""
    return ["what was reviewed"] if says_nothing(said) else []


def missing_to_hold(referral, *, grounds=None, explanation="", **facts) -> list[str]:
    """A reason of the list, and words where it asks for them."""
    return _missing_grounds("hold", grounds, explanation)


def missing_to_withdraw(referral, *, grounds=None, explanation="", ended_on=None, **facts) -> list[str]:
    """A reason of the list, words where it asks for them, and a day that has come."""
    return _missing_grounds("withdraw", grounds, explanation) + _missing_end(referral, ended_on)


def missing_to_end_early(referral, *, grounds=None, explanation="", ended_on=None, **facts) -> list[str]:
    """As for withdrawing, from the list of ends; “support completed” is no early end."""
    if grounds is not None and grounds.group == "completed":
        return ["a reason other than “support completed”", *_missing_end(referral, ended_on)]
    return _missing_grounds("end", grounds, explanation) + _missing_end(referral, ended_on)


def missing_to_complete(referral, *, outcomes=None, what_next="", ended_on=None, **facts) -> list[str]:
    """What became of each need, what happens next, and a day that has come."""
    needs, said = referral.needs.filter(dropped_at=None), outcomes or {}
    found = [f"what became of {need.get_kind_display().lower()}" for need in needs if not said.get(need.kind)]
    found += ["what happens next"] if says_nothing(what_next) else []
    return found + _missing_end(referral, ended_on)


def missing_to_agree(transfer, *, key_worker=None, **facts) -> list[str]:
    """Who has it at the new hub, unless it only waits there, and consent that stands."""
    stood, person = transfer.referral.held_from or transfer.referral.state, transfer.referral.person
    found = [] if stood == ReferralState.WAITING else _missing_key_worker(transfer.to_hub, key_worker, person)
    return found + _missing_consent(person)


def _missing_grounds(list_name: str, grounds, explanation: str) -> list[str]:
    if grounds is None or grounds.list != list_name:
        return ["a reason"]
    return [f"words on “{grounds}”"] if grounds.text_required and says_nothing(explanation) else []


def _missing_end(referral, ended_on) -> list[str]:
    if ended_on is None:
        return ["the day it ended"]
    if ended_on > today():
        return ["a day of ending that has come"]
    began = referral.started_on or (day_of(referral.submitted_at) if referral.submitted_at else None)
    if began and ended_on < began:
        return [f"a day of ending on or after {say_day(began)}"]
    return []


def why_not_reconsider(referral) -> str:
    """Once, within 20 working days of the refusal, and only while no other referral to the hub is open."""
    if referral.reconsidered_at:
        return "This refusal was reconsidered already. It can be reconsidered once."
    if referral.decided_at and today() > (last := RECONSIDERED.due_on(day_of(referral.decided_at))):
        return f"A refusal can be reconsidered for 20 working days; that was until {say_day(last)}."
    return _why_not_open(referral)


def why_not_reopen(referral) -> str:
    """Within 30 days of the end, while the person lives and no other referral to the hub is open."""
    if referral.ended_on and today() > (last := REOPENED.due_on(referral.ended_on)):
        return f"Support can be reopened for 30 days after it ended; that was until {say_day(last)}."
    return _why_not_open(referral)


def _why_not_open(referral) -> str:
    if referral.person.died_on:
        return "A death is recorded for this person."
    return f"The person has another open referral to {referral.hub}." if has_another_open(referral) else ""


def why_not_end_early(referral) -> str:
    """On hold only if it had started; what had not is withdrawn."""
    if referral.held_from in ("", ReferralState.STARTED):
        return ""
    return "Support had not started when this was put on hold: withdraw it instead."


def why_not_withdraw(referral) -> str:
    """On hold only if it had not started; what had is ended early."""
    if referral.held_from != ReferralState.STARTED:
        return ""
    return "Support had started when this was put on hold: its key worker ends it early instead."


def why_not_transfer(referral) -> str:
    """Only as an agreed transfer, and not to a hub that has an open one of the person."""
    transfers = apps.get_model("referrals", "Transfer").objects
    asked = transfers.filter(referral=referral.pk).order_by("-requested_at", "-pk").first()
    if asked is None:
        return "No hub was asked to take it over."
    if has_another_open(referral, asked.to_hub_id):
        return f"The person has another open referral to {asked.to_hub}."
    return ""


def why_not_void(referral) -> str:
    """Names what rests on it: a mistake on which work was done is ended, not made undone."""
    found = resting.on(referral)
    if not found:
        return ""
    return f"This cannot be void: {'; '.join(found)} {'rests' if len(found) == 1 else 'rest'} on it."


def missing_to_start(referral, *, started_on=None, **facts) -> list[str]:
    """The induction at the referral's hub on that day."""
    inducted = referral.person.inductions.filter(hub=referral.hub_id, inducted_on=started_on).exists()
    return [] if inducted else [f"an induction at {referral.hub}"]


def too_early_to_induct(referral, day: datetime.date) -> list[str]:
    """Why an induction on that day is too early: it follows consent and the hub's decision (domain: Hub)."""
    consent, found = referral.person.consents.live().order_by("given_on").first(), []
    if consent is None:
        found.append("live consent to take part and to share")
    elif day < consent.given_on:
        found.append(f"a day on or after consent was given, {say_day(consent.given_on)}")
    if referral.decided_at and day < (decided_on := day_of(referral.decided_at)):
        found.append(f"a day on or after the referral was accepted, {say_day(decided_on)}")
    return found
