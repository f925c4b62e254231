"""The reader of the attack, before reports that were drafted, judged and published as commissioners do it.

The world is one quarter: three areas of a contract area, one of them with few who were not housed and one with few
women, and a few people without an area. The reader is given the exact count behind every number shown.
"""

import pytest

from outcomes.places import place_named
from outcomes.publishing.sums import NOWHERE, sums_of
from outcomes.publishing.told import DIVIDED, OF, WHOLE, Key, as_kept
from people.models import PersonArea
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.publishing.quarters import QUARTER
from tests.outcomes.reader import Reader
from tests.outcomes.scenes import AS_AT

TABLE = "housed-on-release"
SMALL = {("Swale", "non_events"): 4, ("", "events"): 6, ("Thanet", f"events{OF}Sex{OF}Women"): 3}


@pytest.fixture
def kent(db):
    """The areas of a contract area, with 100, 54 and 80 people released, and 6 people without an area."""
    OffenceCoverageFactory(covers_to=AS_AT)
    medway = AreaFactory(name="Medway")
    swale, thanet, lost = (
        AreaFactory(name=name, contract_area=medway.contract_area) for name in ("Swale", "Thanet", "Lost")
    )
    released_together(medway, 100, housed=60, homeless=40, mark="M", sex="male")
    released_together(swale, 54, housed=50, homeless=4, mark="S", sex="male")
    released_together(thanet, 77, housed=40, homeless=37, mark="T", sex="male")
    released_together(thanet, 3, housed=3, mark="W", sex="female")
    released_together(lost, 6, housed=6, mark="L", sex="male")
    PersonArea.versions.filter(area=lost).delete()
    lost.delete()
    return medway.contract_area


def reader_of(told):
    """Somebody who knows the counts shown, and how places, groups and denominators add up."""
    keys = {each.key for each in told} | {Key(*NOWHERE, QUARTER.label)}
    sums = [each for each in sums_of(keys) if each.parts and each.holds_of(TABLE) and each.whole.period == QUARTER.label
            and not each.is_of_periods]  # fmt: skip
    keys |= {key for each in sums for key in (each.whole, each.rest, *each.parts)}
    entries = {each.entry for each in told}
    reader = Reader([(key, entry) for key in keys for entry in entries])
    for each in sums:
        parts = (*each.parts, each.rest) if each.is_open else each.parts
        for entry in entries:
            reader.knows(0, (-1, (each.whole, entry)), *((1, (key, entry)) for key in parts))
    for of in {entry.removeprefix(WHOLE) for entry in entries if entry.startswith(WHOLE)}:
        for key in keys:
            reader.knows(0, (-1, (key, WHOLE + of)), *((1, (key, part + of)) for part in DIVIDED))
    groups = {(each.key, *each.entry.split(OF)[:2]) for each in told if OF in each.entry}
    for key, part, grouping in groups:
        of_it = {
            each.entry
            for each in told
            if each.key == key and each.entry.startswith(f"{part}{OF}{grouping}{OF}")
        }
        if part in DIVIDED:
            reader.knows(0, (-1, (key, part)), *((1, (key, group)) for group in of_it))
    for each in told:
        if each.is_shown:
            reader.knows(each.count, (1, (each.key, each.entry)))
    return reader


@pytest.mark.whole
def test_nobody_finds_a_small_count_in_reports_that_were_published(kent, published, monkeypatch):
    monkeypatch.setattr("outcomes.publishing.drafting.FORMATS", {})  # the files say what the counts say
    monkeypatch.setattr("outcomes.publishing.drafting.rows_hash", lambda report: "")
    places = [("area", "Medway"), ("area", "Thanet"), ("area", "Swale"), ("contract_area", kent.name),
              ("england", "England")]  # fmt: skip
    told = [
        each
        for kind, name in places
        for each in as_kept(published(name=place_named(kind, name).name, kind=kind).content.counted)
        if each.table == TABLE
    ]
    assert {each.key.place for each in told if each.is_shown} >= {"Medway", "Thanet"}
    reader = reader_of(told)
    named = [(Key("area", place, QUARTER.label), entry) for place, entry in SMALL]
    assert [name for name in named if name in reader.names and reader.value((1, name)) is not None] == []
    swale = Key("area", "Swale", QUARTER.label)
    reader.knows(50, (1, (swale, "events")))
    reader.knows(54, (1, (swale, WHOLE)))
    assert reader.value((1, (swale, "non_events"))) == 4  # whoever knows more finds it: the reader can solve
