"""Pages of scrutiny packs, for those who work in the partnership."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.answering import answer_form, form_page, typed
from foundation.lifecycle.transitions import can, check
from outcomes.freezing import CannotThaw

from .. import access
from .. import scope as partnership_scope
from ..models import Pack, PackFile
from . import actions, pages, scope
from .files import FORMATS
from .forms import BuildForm, WithdrawForm


@requires(Permission.READ_SCRUTINY)
@require_safe
def pack_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """The packs of a partnership, the newest first."""
    partnership = partnership_scope.partnership_of(request.user, slug)
    context = {
        "partnership": partnership,
        "packs": scope.packs_of(request.user, partnership),
        "builds": access.is_officer_of(request.user, partnership),
    }
    return render(request, "partnership/packs/list.html", context)


@requires(Permission.BUILD_PACK)
@form_page
def pack_build(request: SignedInRequest, slug: str) -> HttpResponse:
    """Build a pack in one step."""
    partnership = partnership_scope.partnership_of(request.user, slug)
    first = {"period": request.GET.get("period", "")}
    form, made = BuildForm(typed(request), periods=scope.periods_to_choose(), initial=first), list[Pack]()
    return answer_form(
        request,
        "partnership/packs/build.html",
        form,
        lambda: made.append(actions.build(partnership, period=form.chosen, by=request.user)),
        done="The pack is built. Read it through, then publish it.",
        to=lambda: reverse("pack_detail", args=[made[0].uuid]),
        partnership=partnership,
    )


@requires(Permission.READ_SCRUTINY)
@require_safe
def pack_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A pack as everybody reads it, and for officers what can be done with it."""
    pack = scope.pack_of(request.user, uuid)
    context: dict[str, Any] = {"pack": pack}
    is_shown = pack.is_readable or access.is_officer_of(request.user, pack.partnership)
    if is_shown:
        try:
            context |= pages.about(pack)
        except CannotThaw:
            context |= {"cannot_show": True, "file_names": list(FORMATS)}
    context["acts"] = _acts(request, pack, may_stand=not (context.get("lost") or context.get("reworded")))
    return render(request, "partnership/packs/detail.html", context)


def _acts(request: SignedInRequest, pack: Pack, *, may_stand: bool) -> list[dict[str, object]]:
    """may_stand: whether all that it tells stands still; else it is built anew instead of published."""
    if actions.is_to_be_checked(pack) and not may_stand:
        url = reverse("pack_build", args=[pack.partnership.slug])
        needs = "Something that it tells stands no more."
        anew = [{"label": "Build it anew", "url": f"{url}?period={pack.period}", "get": True, "needs": needs}]
    else:
        anew = []
    offered = (
        ("publish", "Publish the pack", "pack_publish", {"needs": "Everybody can read it from then on."}),
        ("discard", "Discard it", "pack_discard", {"quiet": True}),
        ("withdraw", "Withdraw it", "pack_withdraw", {"get": True, "outlined": True}),
    )
    return [*anew, *({"label": label, "url": reverse(name, args=[pack.uuid]), **more}
                     for verb, label, name, more in offered
                     if can(request.user, verb, pack) and not (anew and verb == "publish"))]  # fmt: skip


@requires(Permission.READ_SCRUTINY)
@require_safe
def pack_download(request: SignedInRequest, uuid: UUID, format: str) -> HttpResponse:
    """A file of a pack, byte for byte as it was made."""
    pack = scope.pack_of(request.user, uuid)
    if not pack.is_readable and not access.is_officer_of(request.user, pack.partnership):
        return render(request, "404.html", status=404)
    return file_answer(pack, scope.file_of(pack, format))


def file_answer(pack: Pack, found: PackFile) -> HttpResponse:
    """The file as an attachment."""
    answer = HttpResponse(bytes(found.content), content_type=found.content_type)
    name = f"scrutiny-pack-{pack.partnership.slug}-{pack.period.replace('/', '-')}.{found.format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@requires(Permission.BUILD_PACK)
@require_POST
def pack_publish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Open it to everybody."""
    pack = scope.pack_of(request.user, uuid)
    actions.publish(pack, by=request.user)
    messages.success(request, "The pack is published. Everybody can read it.")
    return redirect("pack_detail", uuid)


@requires(Permission.BUILD_PACK)
@require_POST
def pack_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Decide against it."""
    pack = scope.pack_of(request.user, uuid)
    actions.discard(pack, by=request.user)
    messages.success(request, "The pack is discarded.")
    return redirect("pack_list", pack.partnership.slug)


@requires(Permission.BUILD_PACK)
@form_page
def pack_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a published pack back, with the reason that everybody reads."""
    pack = scope.pack_of(request.user, uuid)
    check(pack, "withdraw", by=request.user)
    form = WithdrawForm(typed(request))
    return answer_form(
        request,
        "partnership/packs/withdraw.html",
        form,
        lambda: actions.withdraw(pack, by=request.user, because=form.cleaned_data["because"]),
        done="The pack is withdrawn.",
        to=lambda: reverse("pack_detail", args=[uuid]),
        pack=pack,
    )
