"""How the directory answers: JSON for anybody, kept by caches for a while, and not sent twice to who has it."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from foundation.accounts.limits import Limit, each_address, limited

from .asking import Unreadable
from .items import Item
from .problems import problem

FRESH = 5 * 60  # seconds
# Whoever copies the directory asks for every service by itself, and several may share an address.
READING_DIRECTORY = Limit("reading_directory", times=3000, seconds=600, who=each_address)


def in_the_open(view: Callable[..., Item]) -> Callable[..., HttpResponseBase]:
    """Answer anybody with the view's item as JSON; GET and HEAD alone, and within the limit."""

    @wraps(view)
    def answered(request: HttpRequest, **kwargs) -> HttpResponseBase:
        try:
            answer = JsonResponse(view(request, **kwargs))
        except Unreadable as wrong:
            return problem(400, str(wrong))
        answer.headers["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()}"'
        patch_cache_control(answer, public=True, max_age=FRESH)
        return get_conditional_response(request, answer.headers["ETag"], None, answer) or answer

    counted = limited(READING_DIRECTORY, methods=("GET", "HEAD"))(answered)
    return csrf_exempt(login_not_required(require_safe(counted)))
