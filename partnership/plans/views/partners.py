"""Pages of partnerships and who is in them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.answering import answer_form, form_page, typed

from ... import access, scope
from .. import partners
from ..partner_forms import FoundForm, PartnerChangeForm, PartnerForm
from .asked import READS


@requires(*READS, Permission.FOUND_PARTNERSHIP)
@require_safe
def partnership_home(request: SignedInRequest) -> HttpResponse:
    """The partnership that the user works in, or the list of several."""
    found = list(scope.partnerships_of(request.user))
    if len(found) == 1 and not request.user.may(Permission.FOUND_PARTNERSHIP):
        return redirect("partnership_detail", found[0].slug)
    may_found = request.user.may(Permission.FOUND_PARTNERSHIP)
    return render(request, "partnership/list.html", {"partnerships": found, "may_found": may_found})


@requires(Permission.FOUND_PARTNERSHIP)
@form_page
def partnership_found(request: SignedInRequest) -> HttpResponse:
    """Found the partnership of an area."""
    form = FoundForm(typed(request), areas=scope.areas_without_partnership(), teams=scope.teams_of_partners())
    return answer_form(
        request,
        "partnership/found.html",
        form,
        lambda: partners.found(by=request.user, **form.cleaned_data),
        done="The partnership is founded. Its officers can draft the plan.",
        to=lambda: reverse("partnership_home"),
    )


@requires(*READS)
@require_safe
def partnership_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """A partnership: its plans and its partners, and the way to everything else."""
    partnership = scope.partnership_of(request.user, slug)
    context = {
        "partnership": partnership,
        "plans": scope.plans_of(request.user, partnership),
        "partners": [(partner, partner.takes_part_on(today())) for partner in scope.partners_in(partnership)],
        "keeps": access.is_officer_of(request.user, partnership),
        "reads_plan": request.user.may(Permission.READ_PLAN),
        "is_public": scope.is_public(partnership),
    }
    return render(request, "partnership/detail.html", context)


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_partner_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a partner in."""
    partnership = scope.partnership_of(request.user, slug)
    form = PartnerForm(typed(request), teams=partners.teams_that_may_write(partnership))
    return answer_form(
        request,
        "partnership/plans/partner.html",
        form,
        lambda: partners.put_partner(partnership, by=request.user, **form.cleaned_data),
        done="The partner is saved.",
        to=lambda: reverse("partnership_detail", args=[slug]),
        partnership=partnership,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_partner_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say anew who a partner is, who writes for it, and until when it took part."""
    partner = scope.partner_of(request.user, uuid)
    names = ("name", "kind", "team", "joined_on", "left_on", "seen_as")
    said = {name: getattr(partner, name) for name in names}
    teams = [*partners.teams_that_may_write(partner.partnership), *([partner.team] if partner.team else [])]
    form = PartnerChangeForm(typed(request), initial=said, teams=teams)
    return answer_form(
        request,
        "partnership/plans/partner.html",
        form,
        lambda: partners.put_partner(partner.partnership, by=request.user, of=partner, **form.cleaned_data),
        done="The partner is saved.",
        to=lambda: reverse("partnership_detail", args=[partner.partnership.slug]),
        partnership=partner.partnership,
        partner=partner,
    )
