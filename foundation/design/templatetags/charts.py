"""Putting a drawn chart on a page. Scenes escape their own words, and hold no script, style or address."""

from django import template
from django.utils.safestring import SafeString

from foundation.design.charts import Scene

register = template.Library()


@register.simple_tag
def chart(scene: Scene, key: str, extra_class: str = "") -> SafeString:
    """A chart with its title and description; no two of a page share a key."""
    return SafeString(scene.svg(f"chart-{key}", extra_class))


@register.simple_tag
def decoration(scene: Scene) -> SafeString:
    """A small picture beside words that say the same."""
    return SafeString(scene.decoration("tg-inline"))
