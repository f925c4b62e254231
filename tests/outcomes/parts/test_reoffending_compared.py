"""Both comparisons of reoffending are part of a report, of its files and of what is published of it."""

import csv
import datetime
import io
import json
import re
from dataclasses import replace

import pytest
import tablib
from pypdf import PdfReader

from outcomes.comparing.attendance import landmarks_of
from outcomes.exports import FORMATS
from outcomes.freezing import frozen, thawed
from outcomes.moments import report_moment
from outcomes.pages.reading import reading
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.publishing.guard import Breach
from outcomes.publishing.telling import told_of
from outcomes.publishing.told import Key
from outcomes.publishing.withholding import withholding
from outcomes.report import outcome_report
from outcomes.whole import WholeReport, whole_report
from people.models import ExpectedReoffending, Offence
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory
from tests.outcomes.attending import came, refer
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, later

QUARTER = period("2023-Q1")


def reported(internal=False, of=QUARTER, name="Medway"):
    return whole_report(outcome_report(place_named("area", name), of, AS_AT, internal=internal))


def many(area, hub, *, mark="C", offended=(15, 15)):
    """120 people released to an area and referred to a hub, 60 of whom came; of each half some reoffended later on."""
    people = released_together(area, 120, mark=mark)
    refer(hub, people, mark)
    came(hub, people[:60], 10)
    reoffending = [*people[: offended[0]], *people[60 : 60 + offended[1]]]
    Offence.objects.bulk_create(
        Offence(person=each, offence_on=later(100), disposed_on=later(130), disposal="conviction")
        for each in reoffending
    )
    return people


def expect(people):
    ExpectedReoffending.objects.bulk_create(
        ExpectedReoffending(person=each, released_on=RELEASED, probability="0.5", source="OGRS4")
        for each in people
    )


@pytest.fixture
def compared(medway):
    expect(many(medway, HubFactory(name="Chatham")))
    return reported()


# Refusals


def test_a_landmark_from_which_one_of_another_area_would_follow_is_not_shown(medway):
    hub, swale = HubFactory(), AreaFactory(name="Swale")
    many(medway, hub)
    many(swale, hub, mark="S", offended=(3, 15))
    shown = [
        landmarks_of(place_named(*place), QUARTER, report_moment(AS_AT), internal=False)
        for place in (("area", "Medway"), ("contract_area", medway.contract_area.name))
    ]
    assert landmarks_of(place_named("area", "Swale"), QUARTER, report_moment(AS_AT), internal=False) == []
    assert [] in shown


def test_a_landmark_before_which_a_few_had_left_is_not_shown_beside_how_many_there_were(medway):
    people = many(medway, HubFactory(name="Chatham"))
    assert reported(name="Medway").compared.landmarks
    Offence.objects.bulk_create(
        Offence(person=each, offence_on=later(10), disposed_on=later(40), disposal="conviction")
        for each in people[-3:]
    )
    assert reported(name="Medway").compared.landmarks == ()
    assert {each.left for each in reported(internal=True).compared.landmarks} == {3}


def test_observed_over_expected_is_not_told_where_a_few_without_a_probability_offended(medway):
    people = many(medway, HubFactory(name="Chatham"))
    expect([*people[:72], *people[84:]])  # of the 12 others, 3 offended
    assert reported().compared.expected.ratio is None
    assert reported(internal=True).compared.expected.ratio is not None


def test_what_is_withheld_of_a_publication_has_no_count_left(compared):
    told = [each for each in told_of(reported(internal=True), compared) if each.part == "compared"]
    left = withholding(compared, [Breach("compared", told[0].table, told[0].key, told[0].entry)])
    assert {each.key for each in told} == {Key("area", "Medway", "2023-Q1")}
    assert {each.count for each in told} == {0, 15, 30, 45, 120}
    assert left.compared == replace(compared.compared, landmarks=(), expected=None)


def test_a_report_frozen_before_it_was_a_part_is_read_without_it(compared):
    earlier = frozen(compared)
    del earlier["compared"]
    read = reading(thawed(WholeReport, earlier), "")
    assert read.compared is None
    assert "compared" not in read.numbers


def test_where_nothing_is_loaded_the_report_says_so(medway):
    released_together(medway, 30)
    words = [each.empty for each in reading(reported(), "").compared.sections]
    assert "the offence data must reach this period" in words[0]
    assert "Whoever runs Throughgate can load them." in words[1]


# What is told


def test_what_is_frozen_comes_back_as_it_was(compared):
    assert thawed(WholeReport, json.loads(json.dumps(frozen(compared)))) == compared


def test_a_later_report_compares_its_latest_mature_cohort_under_that_cohorts_own_period(medway):
    many(medway, HubFactory())
    released_together(medway, 1, on=datetime.date(2023, 8, 1), mark="M")
    place, early = place_named("area", "Medway"), datetime.date(2024, 12, 1)
    exact, whole = (
        whole_report(outcome_report(place, period("2023-Q3"), early, internal=internal))
        for internal in (True, False)
    )
    told = [each for each in told_of(exact, whole) if each.part == "compared"]
    assert whole.compared.period == QUARTER
    assert {each.key.period for each in told} == {"2023-Q1"}
    assert "the latest whose reoffending can be read" in reading(whole, "").compared.takeaway


def test_the_page_and_every_file_say_the_same_of_both_groups(compared, client):
    told = json.loads(FORMATS["json"].write(compared))["compared"]
    first = told["landmarks"][0]
    assert (first["day"], first["came"]["people"], first["came"]["share"]) == (28, 60, 0.25)
    assert (told["expected"]["ratio"], told["expected"]["source"]) == (0.5, "OGRS4")
    rows = [row for row in csv.DictReader(io.StringIO(FORMATS["csv"].write(compared).decode("utf-8-sig")))
            if row["part"] == "compared"]  # fmt: skip
    assert [(row["group"], row["day"], row["denominator"], row["value"]) for row in rows[:3]] == [
        ("had come to a hub", "28", "60", "0.25"),
        ("had not come", "28", "60", "0.25"),
        ("in neither group", "28", "0", ""),
    ]
    assert (rows[-1]["slug"], rows[-1]["value"], rows[-1]["expected_rate"]) == (
        "observed-over-expected",
        "0.5",
        "0.5",
    )
    sheets = tablib.Databook().load(FORMATS["ods"].write(compared), format="ods").sheets()
    assert len(next(each for each in sheets if each.title == "compared")) == len(rows)
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(f"/outcomes/area/medway/2023-Q1/?as_at={AS_AT}").content.decode()
    page = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    paper = " ".join(
        " ".join(each.extract_text().split())
        for each in PdfReader(io.BytesIO(FORMATS["pdf"].write(compared))).pages
    )
    ratio = f"{told['expected']['low']} to {told['expected']['high']}"
    limits = f"{100 * first['came']['low']:.0f} to {100 * first['came']['high']:.0f}"
    for words in (f"had come to a hub 60 25% {limits}", f"These people 0.5 {ratio} 25% 50%"):
        assert words in page
        assert words in paper
