"""Every address of the product, found by walking the resolver."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses of packages, tested by their own makers; ours close them by LoginRequiredMiddleware or leave them open.
NOT_OURS = ("accounts/",)


def ours() -> dict[str, URLPattern]:
    """{name: pattern} of the product's own addresses. A route without a name is an error."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith(NOT_OURS):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            assert pattern.name, f"{path} has no name"
            yield pattern.name, pattern
