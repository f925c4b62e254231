"""Every clock that runs about the person makes a sentence; those that a rule of their own puts into words, there.

A clock is told where its work falls to the reader, or where the reader sees what it is about.
"""

from collections.abc import Iterator

from foundation.accounts.models import User
from foundation.design.dates import say_day, today
from foundation.lifecycle.clocks import Clock, declared
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.querysets import RunningClockQuerySet
from pathways.clocks import CHECK, PLAN_REVIEW, VERIFICATION
from pathways.handovers.clocks import APPOINTMENT, DUTY_TO_REFER, FIRST_ATTENDANCE, RECEIPT
from people.clocks import RISK_DUE, SAFEGUARDING_DECISION, TAKE_OVER
from people.models import Person
from referrals.clocks import (
    ANSWER,
    CONSENT_GONE,
    DECISION,
    DRAFT_KEPT,
    HOLD_REVIEW,
    PLAN,
    RECONSIDERED,
    REOPENED,
    SUPPORT_REVIEW,
    TAKING,
    WAITING_REVIEW,
)
from referrals.gate.clocks import FIRST_CONTACT, JOINT_MEETING
from referrals.models import Referral

from ..known.about import About
from .declaration import NextAction, Rule, Situation, Words

_SAID: dict[str, Words] = {}  # by the clock's name; `said` fills it
WINDOWS = (RECONSIDERED, REOPENED)  # until when something may be done, which nobody has to do
OF_RISK = (RISK_DUE.name, SAFEGUARDING_DECISION.name)


def running_about(person: Person) -> RunningClockQuerySet:
    """The clocks that have begun to run about the person, the soonest due first: a check is asked on its day."""
    begun = RunningClock.objects.running().filter(person_id=person.pk, started_on__lte=today())
    return begun.order_by("due_on", "id")


def is_told(run: RunningClock, known: About) -> bool:
    """Whether this user may know that the clock runs."""
    if run.clock in OF_RISK and not known.shows_risk:
        return False
    if run.subject_type == Referral._meta.label_lower:
        return any(each.pk == run.subject_id for each in known.referrals)
    is_about_them = run.subject_type == Person._meta.label_lower or run.clock in OF_RISK
    return is_about_them or run.subject_type.startswith("pathways.") or falls_to(run, known.user)


def falls_to(run: RunningClock, user: User) -> bool:
    return run.user_id == user.pk or run.team_id in user.team_ids


def action_of(run: RunningClock, situation: Situation, to_do: str, why: str) -> NextAction:
    """The action of a clock: due when it is; the button leads to its page, for those to whom it falls."""
    who = f"{run.user}, {run.team}" if run.user and run.team else str(run.user or run.team)
    moved = f" It was due on {say_day(run.former_due_on)} before." if run.former_due_on else ""
    url = run.url if falls_to(run, situation.known.user) else ""
    return NextAction(to_do, why, f"Falls to {who}.{moved}", run.due_on, url, "Do it now")


def said(name: str, clock: Clock, to_do: str, why: str) -> Rule:
    """A rule for one clock. to_do and why may use {since}, the day it started, and {reference}."""
    words = _SAID[clock.name] = Words(to_do, why)

    def finds(situation: Situation) -> Iterator[NextAction]:
        for run in situation.runs_of(clock):
            yield action_of(run, situation, *_about(run, words))

    return Rule(name, finds, says=(clock,))


def words_in_lists(run: RunningClock, clock: Clock) -> Words:
    """What to do and why, as far as the clock itself knows, to somebody to whom it falls."""
    if words := _IN_LISTS.get(clock.name) or _SAID.get(clock.name):
        return _about(run, words)
    return _of_any_other(run, clock)


def _about(run: RunningClock, words: Words) -> Words:
    since, reference = say_day(run.started_on), run.reference
    return Words(*(each.format(since=since, reference=reference).strip() for each in words))


def _of_any_other(run: RunningClock, clock: Clock) -> Words:
    about = f" ({run.reference})" if run.reference else ""
    within = f", within {clock.how_long}" if clock.length else ""
    why = f"it is asked for since {say_day(run.started_on)}{within}"
    return Words(f"{clock.title}{about}", why)


def every_other(*rules: Rule) -> Rule:
    """The rule of all clocks that none of these puts into words."""
    elsewhere = {clock.name for rule in rules for clock in rule.says} | {clock.name for clock in WINDOWS}

    def finds(situation: Situation) -> Iterator[NextAction]:
        clocks = {clock.name: clock for clock in declared()}
        for run in situation.runs:
            clock = clocks.get(run.clock)
            if clock and run.clock not in elsewhere:
                yield action_of(run, situation, *_of_any_other(run, clock))

    return Rule("any other clock", finds)


RULES = (
    said("questions to answer", ANSWER, "Answer the hub’s questions on the referral {reference}",
         "the hub asked on {since} and decides when it knows"),
    said("consent withdrawn", CONSENT_GONE, "End the referral {reference}, or record consent again",
         "consent was withdrawn on {since}"),
    said("waiting list to review", WAITING_REVIEW, "Review the place on the waiting list, referral {reference}",
         "it was last looked at on {since}"),
    said("hold to review", HOLD_REVIEW, "Review the hold of the referral {reference}",
         "it was last looked at on {since}"),
    said("support to review", SUPPORT_REVIEW, "Review the support with the person",
         "it started or was last reviewed on {since}, and is looked at every 90 days"),
    said("plan to make", PLAN, "Make the plan with the person", "support started on {since} and there is no plan yet"),
    said("plan to review", PLAN_REVIEW, "Review the plan with the person",
         "it was made or last reviewed on {since}"),
    said("check to answer", CHECK, "Answer the check “{reference}”", "its day was {since}"),
    said("claim to verify", VERIFICATION, "Verify or return the milestone claim",
         "it was claimed on {since}, and somebody else must look at the evidence"),
    said("risk information due again", RISK_DUE, "Record the risk information",
         "on {since} it was not yet available"),
    said("handover to receive", RECEIPT, "The service is to receive or refuse the handover {reference}",
         "it was sent on {since}"),
    said("appointment to book before the release", APPOINTMENT,
         "The service is to book an appointment on or before the day of release, handover {reference}",
         "treatment goes on from custody, and none is booked"),
    said("first attendance at the service", FIRST_ATTENDANCE,
         "The service is to record the first attendance, handover {reference}",
         "nobody has said yet that the person came; it is awaited since {since}"),
    said("request to take the person over", TAKE_OVER, "Answer the request to take the person over",
         "it was made on {since}"),
    said("safeguarding concern to decide", SAFEGUARDING_DECISION, "Decide on the safeguarding concern",
         "it was raised on {since}"),
)  # fmt: skip

# What the page of a person says with more that it knows, and what it says of a service to everybody else.
_IN_LISTS = {
    TAKING.name: Words("Take the referral {reference}", "it was submitted on {since}"),
    DECISION.name: Words("Decide on the referral {reference}", "it was submitted on {since}"),
    DRAFT_KEPT.name: Words("Submit the draft {reference}, or it is removed", "it was last edited on {since}"),
    DUTY_TO_REFER.name: Words("Submit the duty-to-refer", "a release is near and no address is recorded"),
    JOINT_MEETING.name: Words(
        "Hold the joint meeting", "a release is expected and prison and hub have not met with the person"
    ),
    FIRST_CONTACT.name: Words(
        "Reach the person", "they have left prison and the hub has not reached them since"
    ),
    RECEIPT.name: Words("Receive or refuse the handover {reference}", "it was sent on {since}"),
    APPOINTMENT.name: Words(
        "Book an appointment on or before the day of release, handover {reference}",
        "treatment goes on from custody, and none is booked",
    ),
    FIRST_ATTENDANCE.name: Words(
        "Record the first attendance, handover {reference}", "it is awaited since {since}"
    ),
}
