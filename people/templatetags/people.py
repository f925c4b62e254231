"""The tabs over a page about one person."""

from typing import Any

from django import template

from ..models import Person
from ..scope import may_open
from ..tabs import tabs_for

register = template.Library()


@register.inclusion_tag("people/tabs.html", takes_context=True)
def person_tabs(context: dict[str, Any], person: Person) -> dict[str, Any]:
    """Nothing for a reader who knows the person by one record alone, and may not open the person's pages."""
    request = context["request"]
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {"tabs": tabs_for(request.user, person, name) if may_open(request.user, person) else []}
