"""What a service records is a milestone's evidence: claimed with the handover as its record (domain: Handover).

Nothing is claimed where no pathway is under way, where no hub works with the person who could verify it, where the
milestone is claimed already, or where its claim is refused: the handover keeps what was recorded. Whoever sent it is
told where it is lost as evidence.
What is put right is evidence no longer, and the milestone is claimed anew as it is now.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from foundation.accounts.models import Team, User
from foundation.design.dates import say_day, today
from foundation.intake.importers import in_batches
from foundation.lifecycle import facts
from people.models import Person, Release

from ..actions.claims import claim_from_record
from ..actions.spells import put_down
from ..actions.verifying import take_back_claims
from ..claims.judging import ClaimedAlready
from ..kinds import KINDS, NEED_GROUPS
from ..models import DutyToRefer, Handover, MilestoneClaim, OutcomesProfile, Pathway, Spell
from ..profiles.evidence import milestone_of
from ..querysets import ClaimQuerySet
from ..rules.asked import faults_of_days
from ..states import ClaimState
from . import attendance
from .releases import release_of, was_in_custody
from .states import PATHWAY_OF, DutyAnswer, ServiceKind

COMMUNITY = "community_structured"
KIND_OF_DUTY = PATHWAY_OF[ServiceKind.HOUSING]
STILL_INSIDE = (
    "by the record the person was in custody that day. Record the release, and it is claimed by itself"
)
REFUSED = "the record stands against a claim of that day. Claim it by hand on the pathway to read why"
_ATTENDED = {ServiceKind.TREATMENT: "first_appointment", ServiceKind.HOUSING: "viewing"}


def of_appointment(handover: Handover, *, by: User) -> str:
    """A community provider has an appointment for somebody who is still inside."""
    if handover.is_for_treatment and _is_ahead(release_of(handover.person)) and handover.appointment_at:
        said = f"appointment on {say_day(handover.appointment_at)}"
        return _claim(handover, "provider_appointment", today(), said, by=by)
    return ""


def of_attendance(handover: Handover, on: datetime.date, *, by: User) -> str:
    """The first appointment in the community, or the housing authority's assessment."""
    slug = _ATTENDED.get(ServiceKind(handover.service.kind))
    if not slug:
        return ""
    if was_in_custody(handover.person, on):
        return STILL_INSIDE
    return _claim(handover, slug, on, f"attended on {say_day(on)}", by=by)


def of_attendance_before_its_release(people: Iterable[int]) -> None:
    """A release became known after the service had recorded who came: what was kept then is claimed now, for them."""
    claimed = MilestoneClaim.objects.filter(handover=OuterRef("pk"), milestone__in=_ATTENDED.values())
    attended = Handover.objects.filter(attended_on__isnull=False, service__kind__in=_ATTENDED)
    for handover in in_batches(attended.exclude(Exists(claimed)).with_those_named(), "person_id", people):
        days = {handover.attended_on, attendance.last_day(handover) or handover.attended_on}
        outside = [day for day in sorted(days) if not was_in_custody(handover.person, day)]
        by = attendance.recorded_by(handover)
        if outside and by:
            of_attendance(handover, outside[0], by=by)


def of_outcome_put_right(
    handover: Handover, *, by: User, was_on: datetime.date | None, on: datetime.date | None, because: str
) -> str:
    """The claim that rested on a day of attendance goes, and one for the day that is so now takes its place."""
    if was_on:
        slug = _ATTENDED.get(ServiceKind(handover.service.kind), "")
        rested = _resting_on(handover).filter(milestone=slug, reached_on=was_on)
        take_back_claims(rested, by=by, because=because)
    return of_attendance(handover, on, by=by) if on else ""


def of_duty(handover: Handover, *, by: User) -> str:
    """The authority has the duty-to-refer, whatever it answered."""
    word = "accepted" if handover.duty_answer == DutyAnswer.ACCEPTED else "not accepted"
    said = f"made on {say_day(handover.sent_at)}, {word}"
    return _claim(handover, "duty_to_refer", handover.sent_on, said, by=by)


def of_duty_elsewhere(made: DutyToRefer, *, by: User) -> str:
    """One that was made outside the product, with its record as the evidence."""
    said = f"Duty-to-refer made on {say_day(made.made_on)} to {made.authority}"
    reference = f"{said}, {DutyAnswer(made.answer).label.split(':')[0].lower()}" if made.answer else said
    return _claim_for(made.person, KIND_OF_DUTY, "duty_to_refer", made.made_on, reference[:200], by=by)


def resting_on_duty(made: DutyToRefer) -> ClaimQuerySet:
    """The claim whose evidence is the record of a duty-to-refer made outside the product."""
    claims = MilestoneClaim.objects.filter(person=made.person_id, milestone="duty_to_refer", handover=None)
    service_record = MilestoneClaim.Evidence.SERVICE_RECORD
    standing = claims.filter(reached_on=made.made_on, evidence_type=service_record)
    return standing.exclude(state=ClaimState.REVOKED)


def of_treatment(handover: Handover, spell: Spell, *, by: User) -> str:
    """Structured treatment in the community has started."""
    if spell.code == COMMUNITY:
        said = f"treatment started on {say_day(spell.started_on)}"
        return _claim(handover, "treatment_started", spell.started_on, said, by=by, spell=spell)
    return ""


def of_form(handover: Handover, form: OutcomesProfile, *, by: User) -> str:
    """A TOP form of the start, a review or the exit was filled in."""
    if milestone := milestone_of(form, KINDS[_kind_of(handover)]):
        said = f"{form}, {say_day(form.taken_on)}"
        return _claim(handover, milestone.slug, form.taken_on, said, by=by)
    return ""


def treatment_episode(
    handover: Handover, *, by: User, started_on: datetime.date, code: str, need_group: str = ""
) -> Spell:
    """The episode, by the rules of spells; one that a hub wrote down before is joined, and keeps its first day.

    Where the person has no substance support pathway it moves nothing. Raises ValidationError by field.
    """
    if faults := faults_of_days(handover.person, started_on, None):
        raise ValidationError(faults)
    if written := _written_already(handover, code, started_on):
        said = {"detail": str(handover.service), "need_group": need_group}
        lacking = {name: words for name, words in said.items() if words and not getattr(written, name)}
        facts.correct([(written, lacking)], by=by)
        return written
    person, kind = handover.person, _kind_of(handover)
    pathway = _pathway_of(person, kind) or Pathway(person=person, kind=kind)
    return put_down(
        pathway, by=by, code=code, started_on=started_on, detail=str(handover.service), need_group=need_group
    )


def settings_of_treatment() -> list[tuple[str, str]]:
    """Where treatment can take place, as the kind declares it."""
    declared = KINDS[PATHWAY_OF[ServiceKind.TREATMENT]].spells
    return list(declared.codes.items()) if declared else []


def need_groups() -> list[tuple[str, str]]:
    """For what treatment can be, as the national system tells it apart."""
    return list(NEED_GROUPS.items())


def _written_already(handover: Handover, code: str, started_on: datetime.date) -> Spell | None:
    """The episode in this setting that goes on: from the same day, or at no other provider than this service."""
    kind = Spell.Kind.TREATMENT
    found = Spell.objects.filter(person=handover.person, kind=kind, code=code, ended_on=None).first()
    if found is None or found.started_on == started_on:
        return found
    is_ours = found.detail.strip().casefold() in ("", str(handover.service).casefold())
    return found if is_ours else None


def why_no_evidence(handover: Handover) -> str:
    """Why what the service records cannot be claimed now, for the side that sent it; "" where it can.

    An employment service records nothing that is claimed.
    """
    if handover.service.kind == ServiceKind.EMPLOYMENT:
        return ""
    return _why_none(handover.person, _kind_of(handover))


def _why_none(person: Person, kind: str) -> str:
    pathway, title = _pathway_of(person, kind), KINDS[kind].title.lower()
    if pathway is None:
        return f"the person has no {title} pathway"
    if not pathway.is_under_way:
        return f"the {title} pathway is {str(pathway.get_state_display()).lower()}"
    return "" if _hub_of(person) else "no hub works with the person now, so nobody could verify it"


def _resting_on(handover: Handover) -> ClaimQuerySet:
    """The claims whose evidence is this handover's record, and that stand."""
    return MilestoneClaim.objects.filter(handover=handover).exclude(state=ClaimState.REVOKED)


def _claim(
    handover: Handover, milestone: str, reached_on: datetime.date, said: str, *, by: User, **more: Any
) -> str:
    return _claim_for(
        handover.person, _kind_of(handover), milestone, reached_on,
        f"{handover.service}, handover {handover}: {said}", by=by, sent_by=handover.team_id, handover=handover, **more,
    )  # fmt: skip


def _claim_for(
    person: Person, kind: str, milestone: str, reached_on: datetime.date, reference: str, *, by: User,
    sent_by: int | None = None, **more: Any,
) -> str:  # fmt: skip
    """Claim it; why nothing is claimed, "" also where it is claimed already. sent_by: the team that verifies it."""
    pathway, team = _pathway_of(person, kind), _hub_of(person, sent_by)
    if pathway is None or team is None or not pathway.is_under_way:
        return _why_none(person, kind)
    try:
        claim_from_record(
            pathway, by=by, team=team, milestone=milestone, reached_on=reached_on, evidence_on=today(),
            evidence_reference=reference, **more,
        )  # fmt: skip
    except ClaimedAlready:
        return ""  # by hand or for an earlier appointment: nothing is lost
    except ValidationError:
        return REFUSED  # which, and against what, is the record's: whoever may claim by hand reads it there
    return ""


def _kind_of(handover: Handover) -> str:
    return PATHWAY_OF[ServiceKind(handover.service.kind)]


def _pathway_of(person: Person, kind: str) -> Pathway | None:
    return Pathway.objects.filter(person=person, kind=kind).first()


def _hub_of(person: Person, wanted: int | None = None) -> Team | None:
    """The team that verifies it: this one while it is involved, else the one involved longest."""
    involved = person.involvements.filter(until=None, fields=[]).order_by("since", "id")
    teams = [each.team for each in involved.select_related("team")]
    return next((team for team in teams if team.pk == wanted), teams[0] if teams else None)


def _is_ahead(release: Release | None) -> bool:
    return release is not None and release.released_on is None
