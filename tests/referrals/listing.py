"""Reading the list of referrals as a browser shows it."""

from django.urls import reverse

URL = reverse("referral_list")


def rows(browser, query=""):
    """The references of the people shown, in order."""
    table = browser.get(f"{URL}{query}").context["table"]
    return [row.record for row in table.paginated_rows]


def counts(browser, query=""):
    return {tab["label"]: tab["count"] for tab in browser.get(f"{URL}{query}").context["tabs"]}
