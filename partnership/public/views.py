"""What everybody reads without signing in. Whoever asks gets the same page, so that a cache may keep it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from foundation.design import spreadsheets
from outcomes.freezing import CannotThaw

from ..packs import pages as packs
from ..packs.files import FORMATS
from ..packs.scope import file_of
from ..packs.views import file_answer
from ..plans.pages import on_a_page
from ..plans.value import changes_of
from . import figures, scope, tags

KEPT_FOR = 300  # seconds: so long a withdrawal may take to be seen everywhere


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everybody, asked for by GET only, kept by shared caches for a while; it never depends on who asks."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200:
            answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
        return answer

    return login_not_required(require_safe(answered))


@public
def public_list(request: HttpRequest) -> HttpResponse:
    """Every partnership that has something to read."""
    return render(request, "partnership/public/list.html", {"partnerships": list(scope.partnerships())})


@public
@condition(etag_func=tags.of_partnership)
def public_partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan on a page, the packs, and questions with their responses."""
    partnership = scope.partnership_at(slug)
    version = scope.standing_plan(partnership)
    context: dict[str, Any] = {"partnership": partnership, "packs": scope.packs(partnership), "opens_measures": False,
                               "responses": scope.responses(partnership)}  # fmt: skip
    if version:
        context |= on_a_page(version.plan, version, public=True)
        context["former"] = [(each, changes_of(each)) for each in scope.former_versions(version)]
    return render(request, "partnership/public/partnership.html", context)


@public
@condition(etag_func=tags.of_partnership)
def public_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure of the plan that stands, as CSV."""
    partnership = scope.partnership_at(slug)
    version = scope.standing_plan(partnership)
    if version is None:
        raise Http404
    rows = figures.rows_of(version)
    answer = HttpResponse(
        "".join(spreadsheets.lines(figures.COLUMNS, rows)), content_type=spreadsheets.CONTENT_TYPE
    )
    answer["Content-Disposition"] = f'attachment; filename="measures-{slug}.csv"'
    return answer


@public
@condition(etag_func=tags.of_pack)
def public_pack(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A published pack; of one that was withdrawn, that it was and why."""
    pack = scope.pack_at(slug, uuid)
    context: dict[str, Any] = {"pack": pack, "partnership": pack.partnership}
    if pack.is_readable:
        try:
            context |= packs.about(pack)
        except CannotThaw:
            context |= {"cannot_show": True, "file_names": list(FORMATS)}
    return render(request, "partnership/public/pack.html", context)


@public
@condition(etag_func=tags.of_pack)
def public_pack_file(request: HttpRequest, slug: str, uuid: UUID, format: str) -> HttpResponse:
    """A file of a published pack."""
    pack = scope.pack_at(slug, uuid)
    if not pack.is_readable:
        raise Http404
    return file_answer(pack, file_of(pack, format))


@public
def public_accessibility(request: HttpRequest) -> HttpResponse:
    """What the product does so that everybody can read it, and whom to tell where it fails."""
    return render(
        request, "partnership/public/accessibility.html", {"contact": settings.ACCESSIBILITY_CONTACT}
    )
