"""Handing a person over to a partner service, and taking that back: the side that works with the person."""

import datetime
import secrets
import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import Team, User
from foundation.lifecycle import facts, running
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import NotReady, Refused, WrongState, perform
from people import actions as people_actions
from people.models import Person
from people.rules import Problems, insist

from ..handovers import access, clocks, duty, notices, rules, sharing
from ..handovers.following import open_of, settle
from ..handovers.happened import BRIDGE, SENT, ask_whether_unchanged
from ..handovers.states import ServiceKind
from ..models import Handover, PartnerService
from .following import hold

WITHDRAW_REASONS = "handover_withdraw"  # the list in reasons.csv
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when it is read out


@dataclass(frozen=True)
class Sending:
    """What the sender says of a handover.

    shares: slugs of `handovers.sharing`; the service's workers see these, from now until the handover ends. agreed_on,
    agreed_how: when and how the person agreed to this sharing. contact, need, medication: written for the service.
    """

    service: PartnerService
    purpose: str
    shares: Sequence[str]
    agreed_on: datetime.date
    agreed_how: str
    contact: str = ""
    need: str = ""
    medication: str = ""
    continues_treatment: bool = False
    bridge: str = ""

    @property
    def written(self) -> dict[str, str]:
        return {name: getattr(self, name).strip() for name in ("contact", "need", "medication")}

    def problems(self, person: Person) -> Problems:
        """What the rules find, by field."""
        return rules.of_sending(
            person, self.service, purpose=self.purpose, shares=self.shares, written=self.written,
            agreed_on=self.agreed_on, continues_treatment=self.continues_treatment, bridge=self.bridge,
        )  # fmt: skip


@transaction.atomic
def send_handover(person: Person, *, by: User, uuid: uuids.UUID, **said: Any) -> Handover:
    """Hand the person over; to a housing authority this is the duty-to-refer. said: what Sending takes.

    uuid: of the page; sent twice, the same handover. Raises NotYou, Unfit (rules.of_sending), LookupError for what
    cannot be shared, Refused without a live consent, for somebody who died, for a record that nobody of the service may
    see, and where one is open. (domain: Handover)
    """
    access.ask_to_send(by, person)
    person, wanted = hold(person), Sending(**said)
    if made := Handover.objects.about(person).filter(uuid=uuid).with_those_named().first():
        return made
    shares = sharing.in_order(wanted.shares)
    insist(wanted.problems(person))
    _ask_whether_possible(person, wanted.service)
    handover = _make(person, wanted, by=by, uuid=uuid, shares=shares)
    workers = notices.workers_of(handover)
    if not workers:
        raise Refused(
            f"Nobody at {wanted.service} could see this handover. If access to the record is limited, a data steward "
            "can let a worker of the service see it; if the service has no users yet, an administrator adds them."
        )
    notices.tell(notices.HandoverArrived(handover), workers)
    return handover


def _make(person: Person, wanted: Sending, *, by: User, uuid: uuids.UUID, shares: list[str]) -> Handover:
    """The handover, with the involvement that lets the service see the person, and its clocks."""
    reference, service = _new_reference(), wanted.service
    involvement = people_actions.involve(
        person, service.team, purpose=f"handover {reference}", by=by, fields=shares
    )
    handover = Handover(
        uuid=uuid, reference=reference, person=person, service=service, involvement=involvement,
        team=_team_of(by, person), sent_by=by, sent_at=timezone.now(), purpose=wanted.purpose.strip(),
        agreed_on=wanted.agreed_on, agreed_how=wanted.agreed_how, continues_treatment=wanted.continues_treatment,
        bridge=wanted.bridge if service.kind == ServiceKind.TREATMENT else "", **wanted.written,
    )  # fmt: skip
    facts.record([handover], by=by, what=SENT)
    _follow(handover)
    return handover


@transaction.atomic
def withdraw_handover(
    handover: Handover, *, by: User | None, reason: Reason | None, text: str = ""
) -> Handover:
    """It is not wanted any more: the service sees the person no longer, and is told.

    by: None for the system, as after a death. Raises NotReady without a reason, NotYou, WrongState, LostRace.
    """
    _of_list(reason, WITHDRAW_REASONS)
    hold(handover.person)
    insist(rules.of_end(text))
    workers = notices.workers_of(handover)
    end(handover, "withdraw", by=by, reason=reason, text=text)
    notices.tell(notices.HandoverWithdrawn(handover), workers, except_for=by)
    return handover


@transaction.atomic
def arrange_bridge(handover: Handover, *, by: User, bridge: str, seen_as: str = "") -> Handover:
    """Say how medication bridges the days until the first appointment; the same twice changes nothing.

    seen_as: the version that `by` had read. Raises NotYou, WrongState once it has ended, ChangedMeanwhile.
    """
    access.ask_to_send(by, handover.person)
    hold(handover.person)
    handover.refresh_from_db()
    if not handover.is_open or not handover.is_for_treatment:
        raise WrongState("Medication is bridged only for an open handover to a treatment service.")
    if handover.bridge != bridge:
        ask_whether_unchanged(handover, seen_as)
        stepped = {"bridge": bridge, "version": handover.version + 1}
        facts.correct([(handover, stepped)], by=by, what=BRIDGE)
    return handover


def end(handover: Handover, verb: str, *, by: User | None, reason: Reason | None, text: str) -> None:
    """Move it into a state that ends it, and with it what the service sees and what it owes."""
    label = reason.reason if reason else ""
    perform(handover, verb, by=by, reason=label, words=text, because=reason, text=text.strip())
    people_actions.end_involvement(
        handover.person, handover.service.team, purpose=handover.involvement.purpose, by=by
    )
    handover.involvement.refresh_from_db()
    _follow(handover)


def follow_the_team(person: Person, team: Team, *, by: User | None) -> None:
    """Open handovers that a practitioner sent are followed by the team that holds the person now."""
    sent = [
        each for each in open_of(person) if each.team_id != team.pk and each.sent_by.role == "practitioner"
    ]
    facts.correct([(each, {"team": team}) for each in sent], by=by, what="followed_the_caseload")
    for each in sent:
        running.tell_team(each, *clocks.OF_SERVICE, team=team)


def _follow(handover: Handover) -> None:
    settle(handover)
    if handover.is_duty_to_refer:
        duty.settle(handover.person)


def _ask_whether_possible(person: Person, service: PartnerService) -> None:
    if person.died_on:
        raise Refused("A death is recorded for this person, so nobody is handed over.")
    if not person.consents.filter(withdrawn_on=None).exists():
        raise Refused(
            "There is no live consent of this person, so nothing is shared. The team that holds the person records it."
        )
    if standing := Handover.objects.about(person).open().filter(service=service).first():
        raise Refused(f"This person is handed over to {service} already: {standing} is open.")


def _team_of(by: User, person: Person) -> Team:
    """The user's team that holds the person, else the one that has been involved with them longest."""
    held = person.caseloads.filter(team__in=by.team_ids, until=None).select_related("team").first()
    if held:
        return held.team
    involved = person.involvements.filter(team__in=by.team_ids, until=None).order_by("since", "id")
    return involved.select_related("team")[0].team


def _new_reference() -> str:
    """H-7K4M-Q9TX: drawn by lot, so that it tells neither how many there are nor which is next."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"H-{drawn[:4]}-{drawn[4:]}"


def _of_list(reason: Reason | None, name: str) -> None:
    if reason is not None and reason.list != name:
        raise NotReady(["a reason from the list"])
