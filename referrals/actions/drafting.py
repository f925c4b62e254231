"""Writing a referral: begun, filled part by part, submitted or discarded."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import Team
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, check, perform
from people import actions as people_actions
from people.models import Caseload, Person
from people.querysets import STANDING_IN

from .. import access, notices, readiness, running_clocks
from ..clocks import DECISION
from ..models import Need, Referral
from ..references import next_references
from ..states import ReferralState

FILLED_IN = frozenset({"source", "source_comment", "risk_not_yet_available", "about", "hub"})
INVOLVED_FOR = "referral"  # the purpose for which a hub's team may see the person
NeedsInWords = Mapping[str, tuple[str, str]]  # kind of need: (what is needed, what is in place today)


class DraftChanged(Refused):
    """The draft was saved elsewhere since this page was opened; `.now` is the draft as it stands."""

    def __init__(self, now: Referral) -> None:
        self.now = now
        super().__init__(
            "This part was saved somewhere else after you opened it. Nothing of yours was saved yet."
        )


class AlreadyOpen(Refused):
    """A person has at most one open referral to a hub (domain: Referral)."""

    def __init__(self, referral: Referral) -> None:
        super().__init__(
            f"This person already has an open referral to {referral.hub}. Only one can be open at a hub: "
            "choose another hub, or discard this draft."
        )


@transaction.atomic
def begin_draft(person: Person, *, by) -> Referral:
    """The user's draft about this person: the one they have, or a new one.

    Raises NotYou unless the person is on the caseload of a team of theirs; Refused when the person has died.
    """
    ask(by, Permission.WRITE_REFERRAL)
    if not access.can_refer(by, person):
        raise NotYou("Only the team whose caseload this person is on can refer them.")
    if person.died_on:
        raise Refused("A death is recorded for this person, so no referral can be started.")
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if standing := Referral.objects.drafts().written_by(by).filter(person=person).first():
        return standing
    (reference,) = next_references(timezone.localdate().year)
    draft = Referral(person=person, referrer=by, team=_holding_team(person, by), reference=reference)
    return facts.record([draft], by=by, what="drafted")[0]


def _holding_team(person: Person, by) -> Team:
    return Caseload.objects.select_related("team").get(person=person, until=None).team


@transaction.atomic
def fill(referral: Referral, *, by, version: int, needs: NeedsInWords | None = None, **answers) -> Referral:
    """Save answers of a draft; `needs`, when given, are all its needs.

    version: the draft's when the page was opened. Saving what already stands there changes nothing. Raises
    DraftChanged when somebody saved something else meanwhile, WrongState once it is submitted, NotYou.
    """
    if unknown := set(answers) - FILLED_IN:
        raise TypeError(f"A draft has no answers called {', '.join(sorted(unknown))}.")
    check(referral, "submit", by=by)
    now = Referral.objects.select_for_update().get(pk=referral.pk)
    if now.state != ReferralState.DRAFT:
        raise WrongState("This referral is submitted; its answers can no longer be changed here.")
    answers = {name: value for name, value in answers.items() if getattr(now, name) != value}
    added, altered = compare_needs(now, needs) if needs is not None else ([], [])
    if not (answers or added or altered):
        return now
    if now.version != version:
        raise DraftChanged(now)
    facts.correct([(now, answers | {"version": version + 1})], by=by, what="filled")
    facts.record(added, by=by)
    facts.correct(altered, by=by)
    return now


def compare_needs(referral: Referral, needs: NeedsInWords) -> tuple[list[Need], list[tuple[Need, dict]]]:
    """(needs to add, needs to change): a need left out is dropped, one named again comes back."""
    standing = {need.kind: need for need in referral.needs.all()}
    added = [
        Need(referral=referral, person_id=referral.person_id, kind=kind, detail=detail, in_place=in_place)
        for kind, (detail, in_place) in needs.items()
        if kind not in standing
    ]
    altered: list[tuple[Need, dict]] = []
    for kind, need in standing.items():
        if kind in needs:
            detail, in_place = needs[kind]
            wanted: dict = {"detail": detail, "in_place": in_place, "dropped_at": None}
        else:
            wanted = {"dropped_at": need.dropped_at or timezone.now()}
        if any(getattr(need, name) != value for name, value in wanted.items()):
            altered.append((need, wanted))
    return added, altered


@transaction.atomic
def submit(referral: Referral, *, by) -> Referral:
    """Send the referral to its hub: the decision clock starts, and the hub's team may see the person.

    Raises NotReady with everything that is missing, AlreadyOpen, WrongState, LostRace, NotYou.
    """
    check(referral, "submit", by=by)
    due_on = DECISION.due_on(timezone.localdate())
    told = {"hub": referral.hub, "due_on": due_on, "version": referral.version}
    try:
        perform(referral, "submit", by=by, due_on=due_on, told=told)
    except IntegrityError as error:  # somebody submitted another one after we looked
        if readiness.has_another_open(referral):
            raise AlreadyOpen(referral) from error
        raise
    people_actions.involve(referral.person, referral.receiving_hub.team, purpose=INVOLVED_FOR, by=by)
    _stand_in_no_longer(referral, by)
    running_clocks.follow(referral)
    tell(notices.ReferralArrived(referral), notices.hub_team(referral), except_for=by)
    return referral


@transaction.atomic
def discard(referral: Referral, *, by) -> None:
    """Remove the draft and its needs; the trail of events is kept. Raises WrongState, LostRace, NotYou."""
    check(referral, "discard", by=by)
    _stand_in_no_longer(referral, by)
    Need.versions.filter(referral=referral, version_of__isnull=False).delete()
    perform(referral, "discard", by=by)


def _stand_in_no_longer(referral: Referral, by) -> None:
    """A hub that stands in as referrer writes about the person while it writes a draft, no longer (decision 33)."""
    others = Referral.objects.drafts().filter(person=referral.person_id, team=referral.team_id)
    if referral.team and not others.exclude(pk=referral.pk).exists():
        people_actions.end_involvement(referral.person, referral.team, purpose=STANDING_IN, by=by)
