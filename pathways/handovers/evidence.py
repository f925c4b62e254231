"""What a service records is a milestone's evidence: claimed with the handover as its record (domain: Handover).

Nothing is claimed where no pathway is under way, where no hub works with the person who could verify it, or where the
milestone is claimed already: the handover keeps what was recorded.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from foundation.accounts.models import Team, User
from foundation.design.dates import say_day, today
from people.models import Release

from ..actions.claims import claim_from_record
from ..actions.spells import put_down
from ..kinds import KINDS, NEED_GROUPS
from ..models import Handover, OutcomesProfile, Pathway, Spell
from ..profiles.evidence import milestone_of
from .releases import is_in_custody, release_of
from .states import PATHWAY_OF, DutyAnswer, ServiceKind

COMMUNITY = "community_structured"


def of_appointment(handover: Handover, *, by: User) -> None:
    """A community provider has an appointment for somebody who is still inside."""
    if handover.is_for_treatment and _is_ahead(release_of(handover.person)) and handover.appointment_at:
        said = f"appointment on {say_day(handover.appointment_at)}"
        _claim(handover, "provider_appointment", today(), said, by=by)


def of_attendance(handover: Handover, on: datetime.date, *, by: User) -> None:
    """The first appointment in the community, or the housing authority's assessment."""
    milestone = {ServiceKind.TREATMENT: "first_appointment", ServiceKind.HOUSING: "viewing"}
    slug = milestone.get(ServiceKind(handover.service.kind))
    if slug and not is_in_custody(release_of(handover.person)):
        _claim(handover, slug, on, f"attended on {say_day(on)}", by=by)


def of_duty(handover: Handover, *, by: User) -> None:
    """The authority has the duty-to-refer, whatever it answered."""
    word = "accepted" if handover.duty_answer == DutyAnswer.ACCEPTED else "not accepted"
    said = f"made on {say_day(handover.sent_at)}, {word}"
    _claim(handover, "duty_to_refer", handover.sent_on, said, by=by)


def of_treatment(handover: Handover, spell: Spell, *, by: User) -> None:
    """Structured treatment in the community has started."""
    if spell.code == COMMUNITY:
        said = f"treatment started on {say_day(spell.started_on)}"
        _claim(handover, "treatment_started", spell.started_on, said, by=by, spell=spell)


def of_form(handover: Handover, form: OutcomesProfile, *, by: User) -> None:
    """A TOP form of the start, a review or the exit was filled in."""
    if milestone := milestone_of(form, KINDS[_kind_of(handover)]):
        said = f"{form}, {say_day(form.taken_on)}"
        _claim(handover, milestone.slug, form.taken_on, said, by=by)


def treatment_episode(
    handover: Handover, *, by: User, started_on: datetime.date, code: str, need_group: str = ""
) -> Spell:
    """The episode, by the rules of spells. Where the person has no substance support pathway it moves nothing."""
    pathway = _pathway_of(handover) or Pathway(person=handover.person, kind=_kind_of(handover))
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


def _claim(
    handover: Handover, milestone: str, reached_on: datetime.date, said: str, *, by: User, **more: Any
) -> None:
    pathway, team = _pathway_of(handover), _hub_of(handover)
    if pathway is None or team is None or not pathway.is_under_way:
        return
    try:
        claim_from_record(
            pathway, by=by, team=team, milestone=milestone, reached_on=reached_on, evidence_on=today(),
            evidence_reference=f"{handover.service}, handover {handover}: {said}", **more,
        )  # fmt: skip
    except ValidationError:  # claimed already, by hand or for an earlier appointment
        return


def _kind_of(handover: Handover) -> str:
    return PATHWAY_OF[ServiceKind(handover.service.kind)]


def _pathway_of(handover: Handover) -> Pathway | None:
    return Pathway.objects.filter(person=handover.person, kind=_kind_of(handover)).first()


def _hub_of(handover: Handover) -> Team | None:
    """The team that verifies it: the hub that sent it while it is involved, else the one involved longest."""
    involved = handover.person.involvements.filter(until=None, fields=[]).order_by("since", "id")
    teams = [each.team for each in involved.select_related("team")]
    return next((team for team in teams if team.pk == handover.team_id), teams[0] if teams else None)


def _is_ahead(release: Release | None) -> bool:
    return release is not None and release.released_on is None
