"""What each page of referrals says, gathered for its template."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day, say_moment
from pathways.kinds import KINDS, kinds_for
from people.access import may_write_about

from . import (
    access,
    can_do,
    conversation,
    history,
    readiness,
    running_clocks,
    scope,
    sections,
    waits,
    wellbeing,
)
from .circumstances import (
    Circumstances,
    circumstances_of,
    identity,
    say_consent,
    say_release,
    say_supervision,
)
from .clocks import DRAFT_KEPT
from .models import Referral
from .states import WITH_HUB_FOR_DECISION, TransferState
from .states import ReferralState as S
from .verbs import Verb


def about(referral: Referral, user: User) -> dict[str, Any]:
    """What every page about one referral shows: the person's bar and the referral."""
    known = circumstances_of(referral.person, user)
    return {"referral": referral, "known": known, "identity": identity(known)}


def tasks(referral: Referral, user: User) -> dict[str, Any]:
    """The task list with what is missing."""
    page = about(referral, user)
    missing, needs = readiness.missing_to_submit(referral), scope.needs_of(referral)
    last_edit = referral.recorded_at
    return page | {
        "groups": sections.task_groups(referral, page["known"], needs, missing),
        "missing": sections.links_to_missing(referral, missing),
        "parts": len(sections.SECTIONS),
        "parts_done": sections.parts_done(missing),
        "check": _check_task(referral, missing),
        "this_draft": [
            ("Started", f"{say_day(referral.drafted_at)} by {_by(referral.referrer, user)}"),
            ("Last edit", say_moment(last_edit)),
            ("Kept until", f"{say_day(DRAFT_KEPT.due_on(day_of(last_edit)))}, if nobody edits it"),
        ],
    }


def _check_task(referral: Referral, missing: list) -> list[dict[str, str]]:
    label = "Check your answers and submit"
    if missing:
        return [
            {
                "label": label,
                "hint": "Opens when nothing is missing",
                "status": "Cannot start yet",
                "kind": "blocked",
            }
        ]
    url = reverse("referral_check", args=[referral.uuid])
    return [{"label": label, "url": url, "status": "Ready", "kind": "todo", "hint": ""}]


def _by(writer: User | None, reader: User) -> str:
    return "you" if writer == reader else str(writer)


def section(found: sections.Section, referral: Referral, user: User) -> dict[str, Any]:
    """One part of the draft: what is recorded, and the pages of the person that record more."""
    page = about(referral, user)
    known, here = page["known"], sections.url_of(referral, found.slug)
    rows = {
        "person": about_person,
        "consent": _consent_rows,
        "supervision": _supervision_rows,
        "risk": _risk_rows,
    }
    links = _recording_links(found.slug, referral, here) if may_write_about(user, referral.person) else []
    return page | {
        "section": found,
        "rows": rows[found.slug](known) if found.slug in rows else [],
        "links": links,
        "tasks_url": reverse("referral_tasks", args=[referral.uuid]),
    }


_RECORDED_AT = {
    "consent": [("Record consent", "consent_record")],
    "supervision": [("Record supervision", "supervision_record"), ("Record a release", "release_record")],
    "risk": [("Record risk information", "risk_record")],
}


def _recording_links(slug: str, referral: Referral, back_to: str) -> list[dict[str, str]]:
    query = urlencode({"next": back_to})
    return [
        {"label": label, "url": f"{reverse(name, args=[referral.person.uuid])}?{query}"}
        for label, name in _RECORDED_AT.get(slug, [])
    ]


def about_person(known: Circumstances) -> list[tuple[str, str]]:
    """The person as the hub will read them."""
    person = known.person
    return [
        ("Name", str(person)),
        ("Date of birth", say_day(person.date_of_birth)),
        ("Sex", person.get_sex_display()),
        ("CRN", person.crn),
        ("Prison number", person.prison_number),
        ("Area", str(known.area or "")),
        ("Communication and access needs", person.communication_needs),
    ]


def _consent_rows(known: Circumstances) -> list[tuple[str, str]]:
    return [("Consent to share", say_consent(known.consent))]


def _supervision_rows(known: Circumstances) -> list[tuple[str, str]]:
    found = [("Supervision", say_supervision(each)) for each in known.supervisions]
    found += [("Release", say_release(each)) for each in known.releases]
    return found or [("Supervision", ""), ("Release", "")]


def _risk_rows(known: Circumstances) -> list[tuple[str, str]]:
    return [
        (f"Risk to {risk.get_to_whom_display().lower()}", risk.get_level_display()) for risk in known.risks
    ]


def check_answers(referral: Referral, user: User) -> dict[str, Any]:
    """Every answer with the page that changes it, and everything that is missing."""
    page = about(referral, user)
    needs, missing = scope.needs_of(referral), readiness.missing_to_submit(referral)
    rows = [
        {
            "key": each.title,
            "value": each.says(referral, page["known"], needs),
            "url": sections.url_of(referral, each.slug),
        }
        for each in sections.SECTIONS
    ]
    return page | {"rows": rows, "needs": needs, "missing": sections.links_to_missing(referral, missing)}


def detail(referral: Referral, user: User) -> dict[str, Any]:
    """One referral as its reader may see it."""
    page, needs = about(referral, user), scope.needs_of(referral)
    transfers = scope.transfers_of(referral)
    return page | {
        "needs": needs,
        "rows": _details(referral, page["known"]),
        "decision": _decision(referral),
        "standing": _standing(referral),
        "remarks": conversation.thread(referral),
        "reviews": conversation.reviews(referral),
        **wellbeing.of_referral(referral, user),
        "transfer": next((each for each in transfers if each.state == TransferState.REQUESTED), None),
        "sums_up": referral.state == S.COMPLETED,
        "wait": waits.panel(referral),
        "gate_url": can_do.gate_url(referral),
        "amendments": scope.amendments_of(referral),
        "amend_url": can_do.amend_url(referral, user),
        "events": history.happened(referral, transfers),
        "decide_by": referral.decision_due_on if referral.state in WITH_HUB_FOR_DECISION else None,
        "clocks": running_clocks.of_state(referral),
        "acts": (open_acts := can_do.open_to_reader(referral, user, needs)),
        "decides": not referral.decided_at and can_do.decides(referral, user),
        "not_now": can_do.explained(referral, user),
        "turn": "" if any(not act.get("quiet") for act in open_acts) else can_do.whose_turn(referral),
        "missing": _missing_for_decision(referral, page["known"], user),
    }


def _details(referral: Referral, known: Circumstances) -> list[tuple[str, str]]:
    referred_by = ", ".join(str(part) for part in (referral.referrer, referral.team) if part)
    supervision = [say_supervision(each) for each in known.supervisions[:1]]
    return [
        ("Referred by", referred_by),
        ("Source", ": ".join(str(part) for part in (referral.source, referral.source_comment) if part)),
        ("Consent to share", say_consent(known.consent) or "No live consent"),
        ("Supervision", supervision[0] if supervision else ""),
        ("Release", say_release(known.release) if known.release else ""),
        ("Hub", str(referral.hub)),
        ("Anything else", referral.about or "Nothing added"),
    ]


def _standing(referral: Referral) -> list[tuple[str, str]]:
    """Why it stands still or has ended, in words; empty while nothing is to say."""
    why = [("Reason", str(referral.reason or "")), ("In words", referral.explanation)]
    state = S(referral.state)
    if state == S.WAITING:
        expected = say_day(referral.place_expected_on) if referral.place_expected_on else "Not known"
        return [("Waiting because", referral.waiting_because), ("Place expected", expected)]
    if state == S.ON_HOLD:
        held_from = S(referral.held_from).label
        return [row for row in [*why, ("Goes back to", held_from)] if row[1]]
    if state in (S.WITHDRAWN, S.ENDED_EARLY):
        return [row for row in [("Ended on", _day(referral.ended_on)), *why] if row[1]]
    if state == S.COMPLETED:
        return [("Ended on", _day(referral.ended_on)), ("What happens next", referral.what_next)]
    return []


def _day(day: Any) -> str:
    return say_day(day) if day else ""


def beside(referral: Referral, verb: Verb) -> dict[str, Any]:
    """What helps to fill in the page of a verb: the refusal to reconsider, why it is on hold, how it ended."""
    if verb.name == "reconsider":
        return {"beside": _decision(referral)}
    return {"beside": _standing(referral) if verb.name in ("resume", "reopen") else []}


def _decision(referral: Referral) -> list[tuple[str, str]]:
    if not referral.decided_at:
        return []
    rows = [
        (
            referral.get_decision_display(),
            f"{say_day(referral.decided_at)} by {referral.decided_by or 'the hub'}",
        )
    ]
    if referral.decision == Referral.Decision.ACCEPTED:
        rows.append(("Key worker", str(referral.key_worker or "")))
        if referral.started_on:
            rows.append(("Started", say_day(referral.started_on)))
        return rows
    rows.append(("Reason", str(referral.reason or "")))
    return [*rows, ("Explanation", referral.explanation), ("Where to go instead", referral.signposting)]


def _missing_for_decision(referral: Referral, known: Circumstances, user: User) -> list[dict[str, str]]:
    """Told to those whose task it is: the hub, which decides, and whoever may record it of the person."""
    decides = user.may(Permission.DECIDE_REFERRAL) and access.is_with_hub_of(user, referral)
    writes = may_write_about(user, referral.person)
    if referral.decided_at or not (decides or writes):
        return []
    found = [{"label": "A key worker.", "hint": "Chosen on the page where you accept."}] if decides else []
    lacks = (
        (known.consent is None, "Live consent.", "consent_record", "It was withdrawn"),
        (known.shows_risk and not known.risks, "Risk information.", "risk_record", "“Not yet available”"),
        (known.release is None, "A release date.", "release_record", "None is recorded"),
    )
    for is_lacking, label, page, hint in lacks:
        if is_lacking and writes:
            found.append({"label": label, "url": reverse(page, args=[referral.person.uuid])})
        elif is_lacking:
            found.append({"label": label, "hint": f"{hint}: falls to the referrer."})
    return found


def accepting(referral: Referral, user: User) -> dict[str, Any]:
    """What acceptance opens: the pathways of the needs that have one; the others stay needs."""
    opened = [KINDS[slug].title for slug in kinds_for(need.kind for need in scope.needs_of(referral))]
    return about(referral, user) | {"pathways": opened}
