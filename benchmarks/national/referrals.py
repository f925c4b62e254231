"""Referrals and what belongs to them: needs, meetings before release, contact after it, transfers."""

from referrals.models import HubContact, JointMeeting, Need, Referral, Transfer

from .dialect import Dialect, one_of
from .rows import Rows
from .staff import Staff

DUE_IN = 7  # days: five working days
MET_BEFORE = 10  # days before the release


def about_referrals(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    return [_referrals(d, staff), _needs(d), *_through_the_gate(d, last, staff), _transfers(d, staff)]


def _referrals(d: Dialect, staff: Staff) -> Rows:
    decided = d.moment("decided", d.draw("w", "decided at", 300))
    columns = {
        "version": "1",
        "person_id": "i",
        "hub_id": "hub",
        "source_id": f"{staff.sources.first} + {d.draw('w', 'source', staff.sources.count)}",
        "referrer_id": f"{staff.practitioners.first} + office",
        "team_id": f"{staff.offices.first} + office",
        "reference": f"'B-' || {d.padded('w', 9)}",
        "state": "state",
        "drafted_at": d.moment("asked"),
        "submitted_at": d.moment("asked", d.draw("w", "asked at", 300)),
        "waiting_at": f"CASE WHEN fate = 'waiting' THEN {decided} END",
        "decided_at": f"CASE WHEN fate IN ('accepted', 'declined') THEN {decided} END",
        "decision": "CASE WHEN fate IN ('accepted', 'declined') THEN fate ELSE '' END",
        "decision_due_on": d.day(f"asked + {DUE_IN}"),
        "explanation": "CASE WHEN ended IS NULL THEN '' ELSE 'Measured' END",
        "started_on": d.day("started"),
        "ended_on": d.day("ended"),
        "key_worker_id": f"CASE WHEN fate = 'accepted' THEN {staff.workers.first} + hub - {staff.hubs.first} END",
    }
    source = "scratch_way JOIN (SELECT i AS who, office FROM scratch_life) AS held ON who = i"
    later = {"decision_due_on": "decision_due_on", "waiting_because": "'Measured'"}
    return Rows(Referral, source, "w", columns, "asked", 4, later)


def _needs(d: Dialect) -> Rows:
    kinds = ["employment", "accommodation", "substance"]
    place = f"(({d.draw('w', 'need', 3)}) + n) % 3"
    columns = {"person_id": "i", "referral_id": "w", "kind": one_of(place, kinds)}
    return Rows(Need, d.times("scratch_way", 0, 1, "n"), "w * 2 + n", columns, "asked")


def _through_the_gate(d: Dialect, last: int, staff: Staff) -> list[Rows]:
    """Half of those accepted before the release met before it; half were contacted after it."""
    accepted = (
        "scratch_way JOIN (SELECT i AS who, released FROM scratch_life) AS life ON who = i "
        "WHERE turn = 0 AND fate = 'accepted'"
    )
    met = {
        "person_id": "i",
        "referral_id": "w",
        "held_on": d.day(f"released - {MET_BEFORE}"),
        "how": "'video'",
        "prison_side": f"{d.draw('w', 'prison came', 100)} < 90",
        "prison_side_why_not": f"CASE WHEN {d.draw('w', 'prison came', 100)} < 90 THEN '' ELSE 'Lockdown' END",
        "hub_side": "TRUE",
        "person_side": "TRUE",
    }
    reached = f"released + {d.draw('w', 'reached', 45)}"
    contact = {
        "person_id": "i",
        "referral_id": "w",
        "made_on": d.day(reached),
        "how": "'phone'",
        "made_by_id": f"{staff.workers.first} + hub - {staff.hubs.first}",
    }
    return [
        Rows(JointMeeting, f"{accepted} AND decided <= released - {MET_BEFORE} AND released < {last + MET_BEFORE} "
             f"AND {d.draw('w', 'meets', 10)} < 6", "w", met, f"released - {MET_BEFORE}"),
        Rows(HubContact, f"{accepted} AND {reached} < {last} AND {d.draw('w', 'is reached', 10)} < 5", "w", contact,
             reached),
    ]  # fmt: skip


def _transfers(d: Dialect, staff: Staff) -> Rows:
    """One started referral in fifty came from another hub, some days after it was asked for."""
    agreed = d.moment("decided")
    by = f"{staff.workers.first} + hub - {staff.hubs.first}"
    columns = {
        "person_id": "i",
        "referral_id": "w",
        "from_hub_id": f"{staff.hubs.first} + (hub - {staff.hubs.first} + 1) % {staff.hubs.count}",
        "to_hub_id": "hub",
        "reason": "'Measured'",
        "state": "'agreed'",
        "requested_by_id": by,
        "requested_at": agreed,
        "answered_by_id": by,
        "answered_at": agreed,
        "agreed_at": agreed,
    }
    source = f"scratch_way WHERE started IS NOT NULL AND {d.draw('w', 'moves hub', 50)} = 0"
    return Rows(Transfer, source, "w", columns)
