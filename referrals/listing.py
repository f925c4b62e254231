"""What the list of referrals says: tabs with counts, the filter, a page of the table, and what is done in bulk."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from . import scope, tabs
from .forms import GiveForm, HubFilter, ReferrerFilter
from .querysets import ReferralQuerySet
from .tables import ReferralTable

_LAST_LIST = "referral_list_last"  # the query of the list this session looked at last; it names no person
_NO_FILTER = ("tab", "page", "sort", "whose")


def page(request: SignedInRequest) -> dict[str, Any]:
    """Everything on the page; remembers the list, so that a referral opened from it leads back to it."""
    user = request.user
    form, tab = filter_of(request), tabs.chosen(user, request.GET.get("tab"))
    counts = scope.tab_counts(user, form.wanted)
    give = give_form(user) if tab.slug != "ended" else None
    table = ReferralTable(
        scope.listed(user, tab, form.wanted),
        viewer=user,
        caption=f"Referrals: {tab.label}",
        empty_text=_empty(tab, request),
        exclude=() if give else ("tick",),
    )
    request.session[_LAST_LIST] = _remembered(request, form)
    return {
        "tabs": [_tab_link(request, each, each == tab, counts[each.slug]) for each in tabs.tabs_of(user)],
        "filter_form": form,
        "table": table.for_request(request),
        "hubs": _own_hubs(form),
        "heading": _heading(_own_hubs(form), user),
        "give_form": give,
        "query": request.GET.urlencode(),
    }


def _remembered(request: SignedInRequest, form: HubFilter | ReferrerFilter) -> str:
    """The query, without a reference that was refused since it may be a name."""
    query = request.GET.copy()
    if "reference" in form.errors:
        del query["reference"]
    return query.urlencode()


def rows(request: SignedInRequest) -> ReferralQuerySet:
    """Everything on the tab, filtered and sorted as the URL says, not cut into pages: what the file holds."""
    user, tab = request.user, tabs.chosen(request.user, request.GET.get("tab"))
    listed = scope.listed(user, tab, filter_of(request).wanted)
    return ReferralTable(listed, viewer=user, caption=f"Referrals: {tab.label}").sorted_rows(request)


def way_back(request: SignedInRequest) -> str:
    """The list as it was looked at last."""
    query = request.session.get(_LAST_LIST, "")
    return f"{reverse('referral_list')}?{query}" if query else reverse("referral_list")


def filter_of(request: SignedInRequest) -> HubFilter | ReferrerFilter:
    """The filter that the user's role has, filled from the URL."""
    form = HubFilter if request.user.may(Permission.DECIDE_REFERRAL) else ReferrerFilter
    return form(request.GET, user=request.user)


def give_form(user: User, typed: Any = None) -> GiveForm | None:
    """To give ticked referrals to somebody: the hub manager to a worker, a practitioner to a colleague."""
    if user.may(Permission.MANAGE_REFERRAL):
        return GiveForm(typed, workers=scope.workers_of_hubs(user), by=user)
    if user.may(Permission.WRITE_REFERRAL) and not user.may(Permission.DECIDE_REFERRAL):
        return GiveForm(typed, workers=scope.colleagues(user), by=user)
    return None


def _own_hubs(form: HubFilter | ReferrerFilter) -> list:
    return form.hubs if isinstance(form, HubFilter) else []


def _heading(hubs: list, user: User) -> str:
    if not user.may(Permission.DECIDE_REFERRAL):
        return "Referrals"
    return f"Referrals to {hubs[0]}" if len(hubs) == 1 else "Referrals to my hubs"


def _empty(tab: tabs.Tab, request: SignedInRequest) -> str:
    filtered = any(value for name, value in request.GET.items() if name not in _NO_FILTER)
    return "No referrals match. Clear the filters, or open another tab." if filtered else tab.empty


def _tab_link(request: SignedInRequest, tab: tabs.Tab, current: bool, count: int) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("page", None)
    query["tab"] = tab.slug
    return {"label": tab.label, "url": f"?{query.urlencode()}", "current": current, "count": count}
