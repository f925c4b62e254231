"""What is recorded of a person below, and what it means for handovers that are open (domain: Handover)."""

import datetime

from foundation.design.dates import say_day
from foundation.intake.importers import in_batches
from foundation.lifecycle import events
from foundation.lifecycle.models import Reason
from foundation.lifecycle.reactions import react
from people import causes
from people.models import Caseload, Consent, Person, Release

from ..actions.handing_over import WITHDRAW_REASONS, follow_the_team, withdraw_handover
from ..models import Handover
from . import duty, evidence, notices
from .following import open_of, settle, settle_open_of
from .sharing import shares_release

READ_BY_NOBODY, READ_AGAIN = "read_by_nobody", "read_again"  # what the log says of a service and a limit


def register() -> None:
    """Called when the app is ready."""
    react(causes.DIED, withdraw_after_a_death)
    react(causes.CONSENT_WITHDRAWN, withdraw_without_consent)
    react(causes.RELEASE_PLANNED, follow_the_plan)
    react(causes.RELEASED, follow_the_release)
    react(causes.RELEASE_PUT_RIGHT, follow_the_right_day)
    react(causes.RELEASES_IMPORTED, follow_releases_of_a_file)
    react(causes.RECALLED, follow_the_recall)
    react(causes.CASELOAD_MOVED, follow_the_caseload)
    react(causes.ACCESS_CHANGED, tell_who_sent_what_nobody_reads)
    react(causes.MERGED, settle_what_was_merged)
    react(causes.UNMERGED, settle_what_was_merged)


def withdraw_after_a_death(*, by, person: Person, died_on: datetime.date) -> None:
    """Open handovers are withdrawn: the partner services see the person no longer."""
    for handover in open_of(person):
        withdraw_handover(handover, by=None, reason=_reason("Died"))
    duty.settle(person)


def withdraw_without_consent(*, by, consent: Consent) -> None:
    """Open handovers are withdrawn: without consent nothing is shared with a partner service."""
    for handover in open_of(consent.person):
        withdraw_handover(handover, by=None, reason=_reason("Consent withdrawn"))
        notices.tell_sender(handover, "withdrawn, because consent was withdrawn", by=by)


def follow_the_plan(*, by, release: Release, former_on: datetime.date | None, reason: str) -> None:
    """Handovers’ appointments and the duty-to-refer fall due by the new date; services that share it are told."""
    moved = f"Release moved from {say_day(former_on)}" if former_on else "Release recorded"
    _settle(release, f"{moved}: {reason}" if reason else moved)
    if former_on:
        _tell_services(release.person, "the release date has moved.", by)


def follow_the_release(*, by, release: Release) -> None:
    """First attendance at a partner service falls due within 21 days; one recorded before the release is claimed."""
    _settle(release, f"Released on {say_day(release.day)}")
    evidence.of_attendance_before_its_release([release.person_id])
    _tell_services(release.person, "the person was released.", by)


def follow_the_right_day(*, by, release: Release, former, reason: str) -> None:
    """Clocks fall due by the day put right; who came outside, by what is known now, is claimed."""
    _settle(release, reason)
    evidence.of_attendance_before_its_release([release.person_id])


def follow_releases_of_a_file(*, by, people, source) -> None:
    """Clocks of open handovers fall due by the releases of a file; who came outside, as is known now, is claimed."""
    handed = Handover.objects.open().with_those_named().order_by("pk")
    for handover in in_batches(handed, "person_id", people):
        settle(handover, because="A file of releases")
    evidence.of_attendance_before_its_release(people)


def follow_the_recall(*, by, release: Release) -> None:
    """First attendance is no longer due; whoever sent a handover withdraws it, or keeps it for the next release."""
    _settle(release, "Recalled to custody")
    for handover in open_of(release.person):
        notices.tell_sender(
            handover, "the person was recalled. Withdraw the handover, or keep it for the next release", by=by
        )
    _tell_services(release.person, "the release has ended.", by)


def follow_the_caseload(*, by, person: Person, caseload: Caseload) -> None:
    """Handovers that a practitioner sent are followed by the team that holds the person now."""
    follow_the_team(person, caseload.team, by=by)
    duty.settle(person)


def tell_who_sent_what_nobody_reads(*, by, person: Person) -> None:
    """Where a limit hides the record from all of a service, who sent it there is told once: nobody there will answer.

    Told again only after somebody of the service could read it meanwhile.
    """
    for handover in open_of(person):
        is_read, was_told = bool(notices.workers_of(handover)), _is_told_unread(handover)
        if is_read == was_told:
            events.write([events.entry(handover, READ_AGAIN if is_read else READ_BY_NOBODY, by=by)])
        if not is_read and not was_told:
            what = (
                "nobody of the service can read it now. A data steward can let a worker of the service see it"
            )
            notices.tell_sender(handover, f"{what}; or withdraw it", by=by)


def _is_told_unread(handover: Handover) -> bool:
    """What the log said last of whether the service can read it."""
    last = events.of(handover).filter(what__in=(READ_BY_NOBODY, READ_AGAIN)).order_by("id").last()
    return last is not None and last.what == READ_BY_NOBODY


def settle_what_was_merged(*, by, kept: Person, merged: Person, merge) -> None:
    """The clocks of open handovers and of the duty-to-refer follow what both records say together."""
    for person in (kept, merged):
        settle_open_of(person, because="Two records of the person were merged, or a merge was taken back")
        duty.settle(person)


def _settle(release: Release, because: str) -> None:
    settle_open_of(release.person, because=because)
    duty.settle(release.person, because=because)


def _tell_services(person: Person, what: str, by) -> None:
    """Only those services to which the handover shares the release."""
    for handover in open_of(person):
        if shares_release(handover):
            notices.tell_service(notices.HandoverChanged(handover, what), handover, by=by)


def _reason(reason: str) -> Reason:
    """The entry of the list; made where a database lacks it, so that a death is never refused for want of a word."""
    found, _ = Reason.objects.get_or_create(
        list=WITHDRAW_REASONS, reason=reason, defaults={"group": "system"}
    )
    return found
