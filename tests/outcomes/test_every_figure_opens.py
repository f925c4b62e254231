"""Every figure of a report opens into what it is of; its people open to who may see them, and to nobody else."""

import re
from html.parser import HTMLParser

import pytest

from foundation.accounts.roles import Role
from outcomes.explaining.openings import openings
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from tests.factories.accounts import UserFactory
from tests.factories.people import InvolvementFactory
from tests.outcomes.crowd import CANARY
from tests.outcomes.full import full_quarter
from tests.outcomes.scenes import AS_AT

FIGURE = re.compile(r"\d|\[[cu]\]")
HUB, AREA = "/outcomes/hub/chatham/2023-Q1/", "/outcomes/area/medway/2023-Q1/"
EVERYWHERE = ("flow-", "hub-", "served-", "offences-day-", "attendance-day-", "day-28", "expected", "known-",
              "housed-on-release-sex-", "housed-on-release-everybody")  # fmt: skip
BEHIND = {
    "flow-engaged": "flow",
    "attendance-day-0": "retention",
    "known-2023-03": "check-answered",
    "offences-day-0": "time-to-reoffence",
    "housed-on-release-sex-men": "housed-on-release",
}


@pytest.fixture
def people(medway, chatham):
    return full_quarter(medway, chatham)


class Rows(HTMLParser):
    """The rows of every table of a page: their words, and where they lead."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.inside, self.is_head = [], False, True
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append(["", []])
            self.inside = self.is_head = True
        if tag == "td":
            self.is_head = False
        if tag == "a" and self.inside:
            self.rows[-1][1].append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "tr"
        if tag == "tr" and self.is_head:  # a row of headings alone
            self.rows.pop()

    def handle_data(self, words):
        if self.inside:
            self.rows[-1][0] += words


def said(client, address):
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def named(client, address):
    """The numbers of the people whom a page names."""
    return sorted(
        int(each) for each in set(re.findall(rf"{CANARY}(\d+)<", client.get(address).content.decode()))
    )


def walked(client, address):
    """Every address to which the rows of figures of a page lead; there is none that leads nowhere."""
    told = [
        (words, leads)
        for words, leads in Rows(client.get(address).content.decode()).rows
        if FIGURE.search(words)
    ]
    assert len(told) > 60
    assert [words for words, leads in told if not leads] == []
    return {to for _, leads in told for to in leads}


def test_a_commissioner_opens_every_figure_and_is_led_to_nobody(client, people):
    """Walks the whole page: a row of a table with a figure in it has its own way to the sum behind it."""
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    opened = walked(client, AREA)
    for part in EVERYWHERE:
        assert any(f"/figures/{part}" in to for to in opened), part
    for key in ("flow-started", "attendance-day-0", "housed-on-release-sex-men"):
        assert "/people/" not in client.get(f"{AREA}figures/{key}/").content.decode()
    for slug in ("flow", "retention", "check-answered", "spell-begun"):
        assert client.get(f"{HUB}{slug}/people/").status_code == 403
    assert "Released with a referral" not in (landmark := said(client, f"{AREA}figures/day-28/"))
    assert "25% (95% interval" in landmark
    assert "Shares alone are told" in said(client, f"{AREA}figures/known-2023-03/")
    assert client.get(f"{AREA}figures/flow-nowhere/").status_code == 404
    assert client.get(f"{AREA}figures/flow-started/?as_at=2099-01-31").status_code == 400


def test_a_manager_opens_every_figure_and_the_people_behind_it_whom_they_may_see(manager, people, chatham):
    for person in people[:3]:
        InvolvementFactory(person=person, team=chatham.team)
    opened = walked(manager, HUB)
    for part in EVERYWHERE:
        assert any(f"/figures/{part}" in to for to in opened), part
    for figure, slug in BEHIND.items():
        page = manager.get(f"{HUB}figures/{figure}/").content.decode()
        (address,) = re.findall(rf'href="({HUB}{slug}/people/[^"]*)"', page)
        assert named(manager, address) == [0, 1, 2], figure
    assert "Lost before “4 sessions by day 28”: fewer sessions" in said(
        manager, f"{HUB}flow/people/?part=few"
    )
    assert named(manager, f"{HUB}flow/people/?part=few") == [0, 1, 2]
    assert named(manager, f"{HUB}flow/people/?part=declined") == []
    assert named(manager, f"{HUB}housed-on-release/people/?group=sex-women") == []
    assert said(manager, f"{HUB}check-answered/people/").count("Known in the month itself") == 3


def test_each_opening_says_its_parts_what_is_left_out_and_what_it_means(people):
    for kind, name, internal in (("hub", "Chatham", True), ("area", "Medway", False)):
        report = outcome_report(place_named(kind, name), period("2023-Q1"), AS_AT, internal=internal)
        found = openings(whole_report(report))
        for key, each in found.items():
            defined = " ".join(word for word, _ in each.definition)
            assert all(word in defined for word in ("Numerator", "Denominator", "Left out")), key
            facts = {word for word, _ in each.explained.facts}
            assert {"Data as at", "Known at", "Specification", "Code version"} <= facts, key
            assert each.explained.lead, key
            assert each.explained.terms or (key.startswith("known-") and not internal), key
        if internal:
            *parts, before = found["flow-engaged"].explained.terms
            assert sum(int(each.count) for each in parts) == int(before.count) == 120
            *months, known = found["known-2023-03"].explained.terms
            assert [int(each.count) for each in months[:3]] == [60, 50, 0]
            assert int(known.count) == 110
