"""Jobs, homes and treatment: recorded, ended, put right."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import access, reading
from .. import actions as pathways
from ..actions.spells import SAID
from ..forms import CorrectSpellForm, EndFields, RemoveForm, SpellForm
from .answering import about, answer, form_page, typed


@require_safe
@requires(Permission.VIEW_REFERRAL)
def spell_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything one job, home or treatment says, and what it said before each correction."""
    pathway, spell = reading.spell_for(request.user, uuid)
    trail.shown(request, [pathway.person], purpose="pathway")
    context = about(pathway) | reading.about_spell(spell, pathway.declaration)
    context |= {"spell": spell, "may_record": access.may_record(request.user, pathway)}
    return render(request, "pathways/spell_detail.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record a job, home or treatment."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    kind = pathway.declaration
    form = SpellForm(typed(request), **reading.choices_for(kind))

    def record() -> None:
        pathways.record_spell(pathway, by=request.user, **form.cleaned_data)

    return answer(request, "pathways/spell_record.html", form, record, pathway, f"{kind.spell_noun} recorded")


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say from which day it was no longer so, and why."""
    pathway, spell = reading.spell_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    form = EndFields(typed(request), rules=reading.rules_for(pathway.declaration))

    def end() -> None:
        given = form.cleaned_data
        pathways.end_spell(
            pathway, spell, by=request.user, ended_on=given["ended_on"], reason=given["end_reason"]
        )

    done = f"End of {pathway.declaration.spell_noun} recorded"
    return answer(request, "pathways/spell_end.html", form, end, pathway, done, spell=spell)


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put a spell right; the former version is kept."""
    pathway, spell = reading.spell_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    kind = pathway.declaration
    before = {name: getattr(spell, name) for name in SAID}
    before |= {"occupation": spell.occupation and spell.occupation.code, "seen_as": spell.seen_as}
    form = CorrectSpellForm(typed(request), initial=before, **reading.choices_for(kind))

    def correct() -> None:
        pathways.correct_spell(pathway, spell, by=request.user, **form.cleaned_data)

    done = f"{kind.spell_noun} corrected"
    return answer(
        request, "pathways/spell_correct.html", form, correct, pathway, done, spell=spell,
        said=lambda: reading.said_now(spell),
    )  # fmt: skip


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take out what was recorded of the wrong person, with everything that rests on it. Sent twice, it is done once."""
    seen_by = reading.spell_ever_for if request.method == "POST" else reading.spell_for
    pathway, spell = seen_by(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    form = RemoveForm(typed(request), initial={"seen_as": spell.seen_as})

    def remove() -> None:
        pathways.remove_spell(pathway, spell, by=request.user, **form.cleaned_data)

    done = f"{pathway.declaration.spell_noun} taken out as entered in error"
    return answer(
        request, "pathways/spell_remove.html", form, remove, pathway, done, spell=spell,
        said=lambda: reading.said_now(spell), resting=lambda: reading.resting_on_spell(spell),
    )  # fmt: skip
