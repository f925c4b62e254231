"""What a browser sends for a TOP form."""

from django.utils.dateformat import format as formatted

from pathways.profiles.items import ITEMS, Measure
from tests.pathways.days import day


def sent(said=None, **given):
    """A whole form: every total 0, every scale 10, every yes/no no. `said` changes fields; None leaves one out."""
    fields = {"stage": "start", "taken_on": formatted(day(3), "j F Y"), "setting": "community"}
    for item in ITEMS:
        fields[item.slug] = {Measure.DAYS: "0", Measure.SCALE: "10", Measure.YES_NO: "no"}[item.measure]
    fields |= (said or {}) | given
    return {name: str(value) for name, value in fields.items() if value is not None}


def weeks(slug, *days, total=""):
    """The boxes of an item's four weeks."""
    return {f"{slug}_week_{number}": each for number, each in enumerate(days, start=1)} | {slug: total}
