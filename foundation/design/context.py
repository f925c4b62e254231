"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """`navigation` (header items), `search_url` and `may_search` (search box), `demo` (invented people)."""
    search_url = navigation.search_url(request)
    return {
        "navigation": SimpleLazyObject(lambda: navigation.for_request(request)),
        "search_url": search_url,
        "may_search": search_url is not None,
        "demo": settings.DEMO,
    }
