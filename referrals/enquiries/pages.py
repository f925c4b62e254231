"""What each page about enquiries says, gathered for its template."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.accounts.models import User
from foundation.accounts.requests import SignedInRequest
from foundation.design.dates import say_day, say_moment
from foundation.lifecycle.transitions import can
from people.finding.matching import Match
from people.models import Person

from ..history import page_of
from ..models import Enquiry
from ..states import NeedKind
from . import scope
from .states import EnquiryKind, EnquiryState, SafeWay
from .tables import EnquiryTable

S = EnquiryState
_EMPTY = {
    S.RECEIVED: "No enquiry waits for an answer. New ones come from the public form.",
    S.MATCHED: "No enquiry to your hub has been matched with a person yet.",
    S.REFUSED: "No enquiry to your hub was refused.",
    S.EXPIRED: "No enquiry to your hub has expired: each was answered within 28 days.",
}


def listing(request: SignedInRequest) -> dict[str, Any]:
    """The queue: a tab for each state with its count, and one page of the table."""
    user, wanted = request.user, request.GET.get("tab", "")
    state = EnquiryState(wanted) if wanted in EnquiryState.values else S.RECEIVED
    counts = scope.counts(user)
    table = EnquiryTable(
        scope.listed(user, state), caption=f"Enquiries: {state.label.lower()}", empty_text=_EMPTY[state]
    )
    return {
        "tabs": [
            {"label": each.label, "url": f"?tab={each.value}", "current": each == state, "count": counts[each.value]}
            for each in EnquiryState
        ],
        "table": table.for_request(request),
        "dropped": scope.dropped_lately(),
    }  # fmt: skip


def detail(enquiry: Enquiry, user: User) -> dict[str, Any]:
    """One enquiry: what was written, who may be meant and why, and what can be done now."""
    may_answer = can(user, "match", enquiry)
    matches = scope.candidates(user, enquiry) if may_answer else []
    return {
        "enquiry": enquiry,
        "person_rows": about_person(enquiry),
        "contact_rows": about_contact(enquiry),
        "answer_rows": how_it_stands(enquiry),
        "passed_rows": [
            (f"From {hub}", f"{say_moment(event.recorded_at)} by {event.by}: {event.why}")
            for event, hub in scope.passings(enquiry)
        ],
        "matches": matches,
        "may_answer": may_answer,
        "acts": _acts(enquiry, user),
        "turn": _turn(enquiry),
    }


def about_person(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Whom it names and what is asked for."""
    return [
        ("Name", enquiry.name),
        ("Date of birth", say_day(enquiry.date_of_birth) if enquiry.date_of_birth else ""),
        ("Area", str(enquiry.area or "")),
        ("Help asked for", ", ".join(needs_in_words(enquiry))),
        ("In their words", enquiry.about),
    ]


def about_contact(enquiry: Enquiry) -> list[tuple[str, str]]:
    """How to answer, and what to mind."""
    ways = ", ".join(str(SafeWay(way).label) for way in enquiry.safe_ways)
    rows = [
        ("Phone", enquiry.phone),
        ("E-mail", enquiry.email),
        ("Safe to use", ways or "Nothing: do not contact the person directly"),
        ("Before you get in touch", enquiry.contact_safely or "Nothing written"),
    ]
    if enquiry.kind == EnquiryKind.AGENCY:
        agency = f"{enquiry.agency_name} ({enquiry.source})"
        rows += [("Asked by", f"{enquiry.agency_worker}, {agency}"), ("Phone at work", enquiry.agency_phone)]
        rows += [("E-mail at work", enquiry.agency_email)]
    return [*rows, ("Agreed to", enquiry.agreed_to)]


def needs_in_words(enquiry: Enquiry) -> list[str]:
    """The kinds of help, as staff call them."""
    return [str(NeedKind(kind).label) for kind in enquiry.needs]


def how_it_stands(enquiry: Enquiry) -> list[tuple[str, str]]:
    """State, and who answered when and how: also for somebody whose own answer came too late."""
    rows = [("State", str(EnquiryState(enquiry.state).label)), ("Received", say_moment(enquiry.received_at))]
    if enquiry.matched_at:
        rows.append(("Matched", f"{say_moment(enquiry.matched_at)} by {enquiry.matched_by}"))
        rows.append(("With", str(enquiry.person)))
    if enquiry.refused_at:
        rows.append(("Refused", f"{say_moment(enquiry.refused_at)} by {enquiry.refused_by}"))
        rows += [("Reason", str(enquiry.reason)), ("Explanation", enquiry.explanation or "None needed")]
    if enquiry.expired_at:
        rows.append(("Expired", say_day(enquiry.expired_at)))
    return rows


def _acts(enquiry: Enquiry, user: User) -> list[dict[str, Any]]:
    if enquiry.state == S.MATCHED:
        return _acts_when_matched(enquiry, user)
    found: list[dict[str, Any]] = []
    if can(user, "match", enquiry):
        needs = "When nobody on this page is meant. Begins a draft referral."
        found.append({"label": "Add as a new person", "url": _url("enquiry_person", enquiry), "get": True,
                      "outlined": True, "needs": needs})  # fmt: skip
    if can(user, "refuse", enquiry):
        found.append({"label": "Refuse", "url": _url("enquiry_refuse", enquiry), "get": True, "outlined": True,
                      "needs": "Needs a reason. Tell the person yourself, in a way that is safe."})  # fmt: skip
    if can(user, "pass_on", enquiry):
        found.append({"label": "Pass it on to another hub", "url": _url("enquiry_pass_on", enquiry), "get": True,
                      "quiet": True, "needs": ""})  # fmt: skip
    return found


def _acts_when_matched(enquiry: Enquiry, user: User) -> list[dict[str, Any]]:
    if enquiry.referral is None:
        return [{"label": "Begin the draft again", "url": _url("enquiry_draft", enquiry),
                 "needs": "The first draft was discarded."}]  # fmt: skip
    return [{"label": f"Open referral {enquiry.referral}", "url": page_of(enquiry.referral), "get": True}]


def _turn(enquiry: Enquiry) -> str:
    return {
        S.REFUSED: "The enquiry is answered. No referral comes of it.",
        S.EXPIRED: "Nobody answered within 28 days. The person can ask again by the public form.",
    }.get(S(enquiry.state), "")


def _url(name: str, enquiry: Enquiry) -> str:
    return reverse(name, args=[enquiry.uuid])


def were_looked_at(typed: Any, matches: list[Match]) -> bool:
    """Whether the page that was sent had shown every near match; what is typed may bring up others."""
    looked_at = set(typed.getlist("looked_at"))
    return all(str(match.person.uuid) in looked_at for match in matches)


def not_copied(enquiry: Enquiry) -> SafeString:
    """Said on a draft that stood before the enquiry was matched."""
    words = (
        "You had a draft about this person already, and it is as you left it. The help asked for and the words of "
        'enquiry <a class="govuk-notification-banner__link" href="{}">{}</a> are not copied: read it, and add what is '
        "missing."
    )
    return format_html(words, _url("enquiry_detail", enquiry), enquiry.reference)


def drafted_from(enquiry: Enquiry, user: User, person: Person) -> str:
    """Where the second click of a double click leads: to the draft that the first one began; else ""."""
    mine = enquiry.matched_by_id == user.pk and enquiry.person_id == person.pk
    return page_of(enquiry.referral) if mine and enquiry.referral else ""
