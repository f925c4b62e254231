"""An enquiry: received from the public form, then matched, refused, or left to expire."""

import datetime
import secrets
import uuid as uuids
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.design.forms import refuse_unwritten
from foundation.lifecycle import events, facts, running
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import LostRace, Refused, WrongState, check, perform
from hubs.models import Hub
from people import actions as people_actions
from people.models import Person
from people.querysets import STANDING_IN

from ..enquiries import notices, spam
from ..enquiries.clocks import ENQUIRY_KEPT
from ..enquiries.states import EnquiryState
from ..models import DroppedEnquiries, Enquiry, Need, Referral, ReferralSource
from ..references import next_references

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when it is read out


def new_reference() -> str:
    """E-7K4M-Q9TX: drawn by lot, so that it tells neither how many there are nor which is next."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"E-{drawn[:4]}-{drawn[4:]}"


def receive(written: dict[str, Any], *, uuid: uuids.UUID, trap: str = "", begun: str = "") -> str:
    """Put what was written into the hub's queue and give its reference; asked twice with one uuid, the same one.

    written: the fields of Enquiry that the form asks. trap, begun: what spam is told by. What is taken for spam gets a
    reference too, is counted, and nothing else: nobody can tell the two apart. Nobody is looked up here, whoever is
    named. Raises ValidationError for characters that nobody writes.
    """
    for text in written.values():
        if isinstance(text, str):
            refuse_unwritten(text)
    why = spam.sign_of_spam(written, trap=trap, begun=begun, token=str(uuid))
    # Looked for after that: the first of two clicks is no sign of spam in the second.
    if made := Enquiry.objects.filter(uuid=uuid).first():
        return made.reference
    if why:
        _count_dropped(why)
        return new_reference()
    try:
        return queue(written, uuid).reference
    except IntegrityError:  # the second of two clicks came between our look and our writing
        return Enquiry.objects.get(uuid=uuid).reference


@transaction.atomic
def queue(written: dict[str, Any], uuid: uuids.UUID) -> Enquiry:
    """Put what is known to be written by a person into the hub's queue, and tell the hub and the writer."""
    enquiry = Enquiry.objects.create(
        uuid=uuid, reference=new_reference(), fingerprint=spam.fingerprint(written), **written
    )
    events.write(
        [events.entry(enquiry, "received", by=None, facts={"hub": enquiry.hub, "kind": enquiry.kind})]
    )
    url = notices.url_of(enquiry)
    running.start(ENQUIRY_KEPT, enquiry, url=url, team=enquiry.hub.team, reference=enquiry.reference)
    tell(notices.EnquiryArrived(enquiry), notices.hub_team(enquiry))
    notices.confirm_to_writer(enquiry)
    return enquiry


@transaction.atomic
def _count_dropped(why: str) -> None:
    counted, _ = DroppedEnquiries.objects.get_or_create(day=today(), why=why)
    DroppedEnquiries.objects.filter(pk=counted.pk).update(count=F("count") + 1)


@transaction.atomic
def match(enquiry: Enquiry, person: Person, *, by) -> Referral:
    """It is this person: begin a draft referral to the hub, of which the worker is the referrer.

    Until it is submitted or discarded the hub's team may write about the person as their own team may (decision 33).
    Raises Refused when a death is recorded, WrongState, LostRace, NotYou. (domain: Sources of referral)
    """
    check(enquiry, "match", by=by)
    if person.died_on:
        raise Refused(
            "A death is recorded for this person, so no referral can be started. Refuse the enquiry instead."
        )
    people_actions.involve(person, enquiry.hub.team, purpose=STANDING_IN, by=by)
    draft = _draft(enquiry, person, by)
    perform(enquiry, "match", by=by, person=person, referral=draft, told={"referral": draft})
    running.stop(enquiry, ENQUIRY_KEPT)
    return draft


@transaction.atomic
def match_new(enquiry: Enquiry, *, by, **about: Any) -> Referral:
    """Nobody recorded is meant: add the person, whom the hub's team holds, and go on as `match` does.

    about: what `people.create_person` takes. The enquiry's uuid becomes the person's: two clicks make one person.
    Raises what it and `match` raise, NotYou for an enquiry that is none of the user's hubs' or was never received.
    """
    now = _in_scope(enquiry, by)
    check(now, "match", by=by)
    person = people_actions.create_person(by=by, uuid=now.uuid, team=now.hub.team, **about)
    return match(enquiry, person, by=by)


def _in_scope(enquiry: Enquiry, by) -> Enquiry:
    """The enquiry as it stands, held until the end of the transaction; what a caller has in memory proves nothing."""
    ask(by, Permission.ANSWER_ENQUIRY)
    seen = Enquiry.objects.visible_to(by).select_for_update(of=("self",)).select_related("hub__team")
    now = seen.filter(pk=enquiry.pk).first()
    if now is None:
        raise NotYou("Only a worker of the hub that has this enquiry can answer it.")
    return now


@transaction.atomic
def pass_on(enquiry: Enquiry, *, by, to_hub: Hub | None, because: str) -> Enquiry:
    """It is another hub's to answer: into that hub's queue, due when it was. The trail keeps who passed it on and why.

    Raises NotReady without another hub or a reason, WrongState once it is answered or has expired, LostRace, NotYou.
    (domain: Sources of referral)
    """
    told = {"from_hub": enquiry.hub, "to_hub": to_hub}
    perform(enquiry, "pass_on", by=by, to_hub=to_hub, because=because, words=because, told=told)
    running.hand_over(enquiry, ENQUIRY_KEPT, team=enquiry.hub.team, user=None)
    tell(notices.EnquiryPassedOn(enquiry), notices.hub_team(enquiry), except_for=by)
    return enquiry


@transaction.atomic
def draft_again(enquiry: Enquiry, *, by) -> Referral:
    """Begin another draft for a matched enquiry whose first one was discarded; one that stands is given again.

    Raises WrongState unless the enquiry is matched, NotYou.
    """
    ask(by, Permission.ANSWER_ENQUIRY)
    now = (
        Enquiry.objects.select_for_update(of=("self",))
        .select_related("hub__team", "person", "referral")
        .get(pk=enquiry.pk)
    )
    if now.person is None:
        raise WrongState("This enquiry is not matched with anybody, so there is nobody to refer.")
    if now.referral:
        return now.referral
    people_actions.involve(now.person, now.hub.team, purpose=STANDING_IN, by=by)
    draft = _draft(now, now.person, by)
    Enquiry.objects.filter(pk=now.pk).update(referral=draft)
    events.write([events.entry(now, "drafted_again", by=by, facts={"referral": draft})])
    return draft


def _draft(enquiry: Enquiry, person: Person, by) -> Referral:
    """The user's draft about the person: a new one says what the enquiry says, one that stands is left as it is."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if standing := Referral.objects.drafts().written_by(by).filter(person=person).first():
        if Enquiry.objects.filter(referral=standing).exists():
            raise Refused(
                "You have a draft for this person already, from another enquiry. Submit or discard it first."
            )
        return standing
    (reference,) = next_references(timezone.localdate().year)
    draft = Referral(
        person=person, hub=enquiry.hub, referrer=by, team=enquiry.hub.team, reference=reference,
        source=enquiry.source or ReferralSource.objects.filter(kind="self").first(),
        source_comment=enquiry.agency_name, about=enquiry.about,
    )  # fmt: skip
    facts.record([draft], by=by, what="drafted", source={"enquiry": enquiry})
    facts.record([Need(referral=draft, person=person, kind=kind) for kind in enquiry.needs], by=by)
    return draft


@transaction.atomic
def refuse(enquiry: Enquiry, *, by, reason: Reason | None, explanation: str = "") -> Enquiry:
    """No referral comes of it. Raises NotReady without a reason, or without the words it asks for; else as `match`."""
    perform(enquiry, "refuse", by=by, grounds=reason, explanation=explanation, reason=str(reason or ""))
    running.stop(enquiry, ENQUIRY_KEPT)
    return enquiry


@transaction.atomic
def expire(enquiry: Enquiry) -> Enquiry:
    """Close one that nobody answered within 28 days. Raises WrongState before that and after an answer, LostRace."""
    perform(enquiry, "expire", by=None)
    running.stop(enquiry, ENQUIRY_KEPT, met=False)
    return enquiry


def expire_due() -> int:
    """Close every enquiry past its last day, each by itself; gives how many. Again at once it closes none."""
    earliest = today() - datetime.timedelta(days=ENQUIRY_KEPT.length)
    due, closed = Enquiry.objects.received_before(earliest), 0
    for enquiry in due.oldest_first():
        try:
            expire(enquiry)
        except (LostRace, WrongState):  # somebody answered it meanwhile
            continue
        closed += enquiry.state == EnquiryState.EXPIRED
    return closed
