"""Recording TOP forms and putting them right: answers as they were given, none where there was none."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import did_today
from foundation.lifecycle.transitions import Refused
from people.models import Person
from people.rules import lacks_words

from .. import access
from ..models import Handover, MilestoneClaim, OutcomesProfile, Pathway, Spell
from ..profiles.evidence import FORM, milestone_of, pathway_kinds
from ..profiles.items import COLUMNS, OTHER_NAMED
from ..profiles.period import period_of
from ..profiles.rules import Faults, faults_of, with_totals
from ..rules.told import OfTheRecord
from ..states import ClaimState
from .claims import claim_milestone
from .following import hold
from .verifying import take_back_claims

Answers = Mapping[str, Any]
Allows = Callable[[Any, Person], bool]


@transaction.atomic
def record_top(
    person: Person,
    *,
    by: Any,
    stage: str,
    setting: str,
    taken_on: datetime.date,
    answers: Answers,
    custody_on: datetime.date | None = None,
    handover: Handover | None = None,
    allows: Allows = access.works_with,
) -> OutcomesProfile:
    """Keep a TOP form that was filled in with the person; staff of an involved hub claim its milestone with it.

    answers: by column of `profiles.items`; what is missing was not answered, and a total may be left to be worked out.
    custody_on: the day custody began, of a form filled in in prison: it asks about the 28 days before. handover: the
    one through which a service records it. allows: who else than staff of an involved hub may. Raises NotYou, and
    ValidationError by field for days that cannot be, answers that do not add up, or a second form of the same stage
    and day; the same form sent twice is one. (domain: Pathways)
    """
    ask_to_record_top(by, person, allows)
    form = OutcomesProfile(person=hold(person), taken_by=by, handover=handover)
    told: dict[str, Any] = {
        "stage": stage,
        "setting": setting,
        "taken_on": taken_on,
        "custody_on": custody_on,
    }
    if sent_twice := _recorded_already(form, by, told | {"answers": answers}):
        return sent_twice
    said = _said(form, **told, answers=answers)
    for name, value in said.items():
        setattr(form, name, value)
    facts.record([form], by=by)
    _claim_its_milestone(form, by)
    return form


@transaction.atomic
def correct_top(
    form: OutcomesProfile,
    *,
    by: Any,
    reason: str,
    stage: str,
    setting: str,
    taken_on: datetime.date,
    answers: Answers,
    custody_on: datetime.date | None = None,
    read_at: datetime.datetime | None = None,
    allows: Allows = access.works_with,
) -> OutcomesProfile:
    """Put a form right; what was written before is kept, and `reason` says what was wrong.

    The claim of the milestone that a form of another stage or day was evidence of is taken back, and made anew.
    read_at: when the version that was corrected from was recorded; Refused when somebody else has corrected it since.
    Raises as record_top does.
    """
    ask_to_record_top(by, form.person, allows)
    if needed := lacks_words(reason, "Say what was wrong with the form."):
        raise ValidationError({"reason": needed})
    form.person = hold(form.person)
    form.refresh_from_db(fields=[name for name in _KEPT if name != "person"])
    said = _said(
        form, stage=stage, setting=setting, taken_on=taken_on, custody_on=custody_on, answers=answers
    )
    if _says(form, said):
        return form
    if read_at and form.recorded_at != read_at:
        raise Refused(
            "Somebody else corrected this form while you were writing. Open it again to see what it says now."
        )
    former, rested = _milestone_shown(form), claims_shown_by(form)
    facts.correct([(form, said)], by=by, words=reason)
    if _milestone_shown(form) != former:
        take_back_claims(rested, by=by, because=f"The {form} was corrected: {reason.strip()}")
        _claim_its_milestone(form, by)
    return form


_KEPT = (
    "recorded_at", "stage", "setting", "taken_on", "asked_from", "asked_to", "spell", OTHER_NAMED, *COLUMNS,
)  # fmt: skip


def ask_to_record_top(by: Any, person: Person, allows: Allows) -> None:
    """Raise NotYou for who may not, or not of this person."""
    ask(by, Permission.RECORD_TOP)
    if not allows(by, person):
        raise NotYou(
            "Only staff of a hub that is involved with this person now, or of the treatment service they were handed "
            "over to, can record TOP forms."
        )


def _said(
    form: OutcomesProfile,
    *,
    stage: str,
    setting: str,
    taken_on: datetime.date,
    custody_on: datetime.date | None,
    answers: Answers,
) -> dict[str, Any]:
    """The form's columns. Raises one ValidationError that names every field at fault."""
    known = dict.fromkeys(COLUMNS) | {OTHER_NAMED: ""} | with_totals(answers)
    faults = _faults_of_days(form, stage, setting, taken_on, custody_on) | faults_of(known)
    if faults:
        raise ValidationError(faults)
    if not known["other"]:
        known[OTHER_NAMED] = ""
    asked_from, asked_to = period_of(setting, taken_on, custody_on)
    return known | {
        "stage": stage, "setting": setting, "taken_on": taken_on, "asked_from": asked_from, "asked_to": asked_to,
        "spell": treatment_then(form.person, taken_on, asked_from),
    }  # fmt: skip


def _faults_of_days(
    form: OutcomesProfile,
    stage: str,
    setting: str,
    taken_on: datetime.date,
    custody_on: datetime.date | None,
) -> Faults:
    person, faults = form.person, {}
    if stage not in OutcomesProfile.Stage.values:
        faults["stage"] = "Choose the stage of treatment."
    if setting not in OutcomesProfile.Setting.values:
        faults["setting"] = "Choose where the form was filled in."
    if taken_on > today():
        faults["taken_on"] = "The day must be today or earlier. Record the form once it has been filled in."
    elif taken_on < person.date_of_birth:
        born = say_day(person.date_of_birth)
        faults["taken_on"] = OfTheRecord(f"The day cannot be before the person was born, {born}.")
    elif person.died_on and taken_on > person.died_on:
        died = say_day(person.died_on)
        faults["taken_on"] = OfTheRecord(f"The day cannot be after the person died, {died}.")
    elif _is_known_already(form, stage, taken_on):
        label = OutcomesProfile.Stage(stage).label.lower()
        faults["taken_on"] = OfTheRecord(
            f"A TOP form of {say_day(taken_on)} for the stage “{label}” is recorded already. Open that one, and "
            "correct it if it is wrong."
        )
    if setting == OutcomesProfile.Setting.PRISON:
        faults |= _faults_of_custody(person, taken_on, custody_on)
    return faults


def _faults_of_custody(person: Person, taken_on: datetime.date, custody_on: datetime.date | None) -> Faults:
    if custody_on is None:
        return {"custody_on": "Enter the day custody began: the form asks about the 28 days before it."}
    if custody_on > taken_on:
        return {"custody_on": "Custody cannot have begun after the form was filled in there."}
    if custody_on <= person.date_of_birth:
        born = say_day(person.date_of_birth)
        return {"custody_on": OfTheRecord(f"Custody cannot have begun before the person was born, {born}.")}
    return {}


def _recorded_already(form: OutcomesProfile, by: Any, told: dict[str, Any]) -> OutcomesProfile | None:
    """The form that says just this, if the user recorded it today. Raises as `_said` does."""
    forms = OutcomesProfile.objects.filter(person=form.person, stage=told["stage"], taken_on=told["taken_on"])
    same = forms.select_related("person").first()
    return same if same and did_today(same, by) and _says(same, _said(same, **told)) else None


def _says(form: OutcomesProfile, said: Mapping[str, Any]) -> bool:
    return all(getattr(form, name) == value for name, value in said.items())


def _is_known_already(form: OutcomesProfile, stage: str, taken_on: datetime.date) -> bool:
    same = OutcomesProfile.objects.filter(person=form.person, stage=stage, taken_on=taken_on)
    return same.exclude(pk=form.pk).exists()


def treatment_then(person: Person, taken_on: datetime.date, asked_from: datetime.date) -> Spell | None:
    """The treatment begun last by the day of the form, unless it was over before the days the form asks about."""
    begun = Spell.objects.filter(person=person, kind=Spell.Kind.TREATMENT, started_on__lte=taken_on)
    last = begun.order_by("-started_on", "-pk").first()
    return None if last is None or (last.ended_on and last.ended_on <= asked_from) else last


def _milestone_shown(form: OutcomesProfile) -> tuple[str, datetime.date]:
    return f"{FORM}_{form.stage}", form.taken_on


def claims_shown_by(form: OutcomesProfile) -> list[MilestoneClaim]:
    """What was claimed with a form as it stands: it is the record of the service."""
    milestone, reached_on = _milestone_shown(form)
    standing = MilestoneClaim.objects.exclude(state=ClaimState.REVOKED).filter(
        person=form.person_id, milestone=milestone, reached_on=reached_on
    )
    return list(standing.filter(evidence_type=MilestoneClaim.Evidence.SERVICE_RECORD))


def _claim_its_milestone(form: OutcomesProfile, by: Any) -> None:
    """The form is the evidence; whoever records on the person's pathway claims with it, once for a day."""
    pathway = Pathway.objects.filter(person=form.person, kind__in=pathway_kinds()).first()
    milestone = pathway and milestone_of(form, pathway.declaration)
    if not pathway or not milestone or not pathway.is_under_way or not access.may_record(by, pathway):
        return
    standing = MilestoneClaim.objects.exclude(state=ClaimState.REVOKED)
    if standing.filter(pathway=pathway, milestone=milestone.slug, reached_on=form.taken_on).exists():
        return
    claim_milestone(
        pathway, by=by, milestone=milestone.slug, reached_on=form.taken_on, evidence_on=form.taken_on,
        evidence_type=MilestoneClaim.Evidence.SERVICE_RECORD, evidence_reference=f"{form}, {say_day(form.taken_on)}",
    )  # fmt: skip
