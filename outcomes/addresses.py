"""How places and periods stand in addresses: `area/medway/2023-Q1`, `hub/chatham/2023-24`."""

from django.urls import reverse
from django.utils.text import slugify

from .periods import Period, period
from .places import ReportPlace


class KindConverter:
    """The kind of a place."""

    regex = "area|hub|contract-area|england"

    def to_python(self, value: str) -> str:
        return value.replace("-", "_")

    def to_url(self, value: str) -> str:
        return value.replace("_", "-")


class PeriodConverter:
    """A period without its slash; one that does not exist is no address."""

    regex = r"[12]\d{3}-(?:Q[1-4]|\d{2})"

    def to_python(self, value: str) -> Period:
        return period(value if "Q" in value else value.replace("-", "/"))

    def to_url(self, value: Period | str) -> str:
        return str(value).replace("/", "-")


def place_slug(place: ReportPlace | str) -> str:
    """The name of a place in addresses; England's is always "england"."""
    return slugify(str(place))


def report_url(place: ReportPlace, period: Period, *, name: str = "report_detail", **more: str) -> str:
    """The address of a report, or of a page or file below it."""
    return reverse(name, kwargs={"kind": place.kind, "place": place_slug(place), "period": period, **more})
