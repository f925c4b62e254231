"""Targets: the published list, the import and its corrections, and the page that shows them."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.intake import reference
from foundation.intake.models import ImportFile
from foundation.lifecycle import events
from hubs.models import Hub
from outcomes.delivery import DeliveryLine
from outcomes.indicators import CATALOGUE
from outcomes.models import Target
from outcomes.targets import MEASURES, say_label
from people.models import ContractArea
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.intake import csv_of, load, problems
from tests.factories.outcomes import TargetFactory
from tests.factories.people import AreaFactory, ContractAreaFactory

pytestmark = pytest.mark.django_db
HEADER = "contract_area hub area measure period target floor"


@pytest.fixture(autouse=True)
def _places():
    ContractAreaFactory(name="South East")
    HubFactory(name="Chatham")
    AreaFactory(name="Medway")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "- - - attendance-rate 2025-Q2 0.7 -",
            "row: names no place; a target is for one contract area, hub or area",
        ),
        (
            "- Chatham Medway attendance-rate 2025-Q2 0.7 -",
            "row: names a hub and an area; a target is for one contract area, hub or area",
        ),
        ("- Atlantis - attendance-rate 2025-Q2 0.7 -", "hub: “Atlantis” is not in the list of hubs"),
        (
            "- Chatham - attendance_rate 2025-Q2 0.7 -",
            "measure: “attendance_rate” is neither an indicator nor a delivery line",
        ),
        (
            "- Chatham - hub_inductions 2025-13 7 -",
            "period: “2025-13” is not a month like 2025-06, a quarter like 2025-Q2 or a year like 2025/26",
        ),
        (
            "- Chatham - attendance-rate 2025/27 0.7 -",
            "period: “2025/27” is not a month like 2025-06, a quarter like 2025-Q2 or a year like 2025/26",
        ),
        (
            "- Chatham - attendance-rate 2025-06 0.7 -",
            "period: attendance-rate is reported by quarter and financial year, not by month",
        ),
        ("- Chatham - attendance-rate 2025-Q2 70 -", "target: is a share: a fraction from 0 to 1, like 0.35"),
        ("- Chatham - attendance-rate 2025-Q2 70% -", "target: “70%” is not a number like 0.35 or 50"),
        (
            "- Chatham - attendance-rate 2025-Q2 -0.7 -",
            "target: is negative, and only a change of a score can be",
        ),
        ("- Chatham - hub_inductions 2025-06 7.5 -", "target: is a count: a whole number"),
        ("- Chatham - attendance-rate 2025-Q2 0.7 0.8", "floor: must not be above the target"),
        ("- Chatham - wait-to-first-attendance 2025-Q2 14 10", "floor: must not be below the target"),
    ],
)
def test_a_row_that_cannot_be_a_target_says_why(row, said):
    assert problems("targets", HEADER, row) == [f"f:2 {said}"]


def test_two_rows_of_one_key_cannot_both_be_right():
    rows = [f"- Chatham - attendance-rate 2025-Q2 {share} -" for share in ("0.7", "0.8")]
    assert problems("targets", HEADER, *rows) == [
        "f:3 row: says something else than line 2 with the same key"
    ]


def test_a_share_a_count_and_days_are_targets_of_three_kinds_of_place():
    load("targets", HEADER, "- Chatham - attendance-rate 2025-Q2 0.7 0.6", "South~East - - hub_inductions 2025-06 50 -",
         "- - Medway wait-to-first-attendance 2025/26 14 21")  # fmt: skip
    said = {(str(each.place), each.measure, each.target, each.floor) for each in Target.objects.with_places()}
    assert said == {
        ("Chatham", "attendance-rate", Decimal("0.7"), Decimal("0.6")),
        ("South East", "hub_inductions", Decimal(50), None),
        ("Medway", "wait-to-first-attendance", Decimal(14), Decimal(21)),
    }


def test_the_same_file_twice_changes_nothing():
    row = "- Chatham - attendance-rate 2025-Q2 0.7 0.6"
    assert load("targets", HEADER, row) == (1, 0, 0)
    assert load("targets", HEADER, row) == (0, 0, 1)


def test_less_anxious_is_a_target_below_nothing():
    load("targets", HEADER, "- Chatham - wellbeing-change-anxious 2025-Q2 -0.5 -0.2")
    target = Target.objects.get()
    assert (target.target, target.floor) == (Decimal("-0.5"), Decimal("-0.2"))
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(measure="attendance-rate", target=Decimal("-0.1"))


def test_another_figure_for_a_known_key_is_a_correction_that_keeps_what_was():
    load("targets", HEADER, "- Chatham - attendance-rate 2025-Q2 0.7 0.6")
    load("targets", HEADER, "- Chatham - attendance-rate 2025-Q2 0.75 0.6")
    target = Target.objects.get()
    assert target.target == Decimal("0.75")
    assert Target.versions.get(version_of=target).target == Decimal("0.7")
    assert [event.what for event in events.of(target)] == ["imported", "corrected"]


def test_a_file_without_floors_leaves_those_that_are_known():
    load("targets", HEADER, "- Chatham - attendance-rate 2025-Q2 0.7 0.6")
    short = "hub measure period target"
    load("targets", short, "Chatham attendance-rate 2025-Q2 0.8")
    assert Target.objects.get().floor == Decimal("0.6")
    assert problems("targets", short, "Chatham attendance-rate 2025-Q2 0.5") == [
        "f:2 floor: must not be above the target"
    ]


def test_the_command_says_what_it_would_do_and_does_it(tmp_path, capsys):
    path = tmp_path / "targets.csv"
    path.write_bytes(csv_of(HEADER, "- Chatham - attendance-rate 2025-Q2 0.7 -"))
    call_command("import_targets", str(path), "--dry-run")
    assert not Target.objects.exists()
    call_command("import_targets", str(path))
    assert Target.objects.count() == 1
    assert "Dry run, nothing imported: 1 new" in capsys.readouterr().out


def test_a_data_steward_uploads_targets_as_any_other_file(client):
    client.force_login(UserFactory(role=Role.DATA_STEWARD))
    assert "Targets" in client.get(reverse("import_list")).content.decode()
    template = client.get(reverse("import_template", args=["targets"])).content.decode()
    assert template.splitlines()[0].endswith("contract_area,hub,area,measure,period,target,floor")


def test_an_uploaded_file_of_targets_is_shown_and_then_committed(client):
    client.force_login(UserFactory(role=Role.DATA_STEWARD))
    upload = SimpleUploadedFile("targets.csv", csv_of(HEADER, "- Chatham - attendance-rate 2025-Q2 0.7 -"))
    client.post(reverse("import_upload", args=["targets"]), {"file": upload})
    staged = ImportFile.objects.get()
    assert (staged.new, staged.problem_count) == (1, 0)
    assert client.get(reverse("import_preview", args=[staged.uuid])).status_code == 200
    client.post(reverse("import_commit", args=[staged.uuid]))
    assert Target.objects.get().hub.name == "Chatham"


@pytest.mark.parametrize(
    "wrong",
    [
        {"contract_area": None},
        {"hub": "Chatham"},
        {"target": Decimal(-1)},
        {"measure": ""},
    ],
)
def test_the_database_refuses_what_is_no_target(wrong):
    if "hub" in wrong:
        wrong = {"hub": Hub.objects.get()}
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(**wrong)


@pytest.mark.parametrize("place", ["contract_area", "hub", "area"])
def test_a_place_has_one_target_of_a_measure_and_period(place):
    places = {"contract_area": ContractArea.objects.get(), "hub": Hub.objects.get(), "area": None}
    places["area"] = AreaFactory(name="Dover")
    about = {"contract_area": None, place: places[place]}
    TargetFactory(**about)
    TargetFactory(**about, period="2025-07")
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(**about)


def test_the_published_list_is_loaded_and_a_correction_of_it_stays():
    reference.load_all()
    assert Target.objects.of_delivery().during("2025-06").count() == 9 * len(DeliveryLine)
    north_west = Target.objects.with_places().get(contract_area__name="North West", measure="support_work")
    assert (north_west.target, north_west.floor) == (Decimal(984), None)
    load("targets", HEADER, "North~West - - support_work 2025-06 1000 -")
    assert not reference.load_all()["contract_targets_2025_06"].new
    assert Target.objects.get(pk=north_west.pk).target == Decimal(1000)


def test_every_measure_is_a_delivery_line_or_an_indicator():
    assert set(MEASURES) == {*DeliveryLine.values, *(indicator.slug for indicator in CATALOGUE)}
    assert len(MEASURES) == len(DeliveryLine) + len(CATALOGUE)


@pytest.mark.parametrize(
    ("measure", "figure", "words"),
    [
        ("attendance-rate", "0.7", "70%"),
        ("attendance-rate", "0.725", "72.5%"),
        ("hub_inductions", "1000", "1,000"),
        ("wait-to-first-attendance", "14", "14 days"),
    ],
)
def test_a_figure_is_said_in_its_unit(measure, figure, words):
    assert MEASURES[measure].say(Decimal(figure)) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [("2025-06", "June 2025"), ("2025-Q2", "April to June 2025"), ("2025/26", "April 2025 to March 2026")],
)
def test_a_period_is_said_in_words(label, words):
    assert say_label(label) == words


@pytest.fixture
def as_commissioner(client):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


def test_without_targets_the_page_says_who_can_load_them(as_commissioner):
    assert (
        "ask a data steward to import targets" in as_commissioner.get(reverse("target_list")).content.decode()
    )


def test_the_page_shows_each_target_with_its_place_period_and_unit(as_commissioner):
    TargetFactory(contract_area=None, hub=Hub.objects.get(), measure="attendance-rate", period="2025-Q2",
                  target=Decimal("0.7"), floor=Decimal("0.6"))  # fmt: skip
    text = as_commissioner.get(reverse("target_list")).content.decode()
    for wanted in ("Chatham (hub)", "April to June 2025", "70%", "60%"):
        assert wanted in text


def test_the_page_is_filtered_by_period_measure_and_contract_area(as_commissioner):
    wanted = TargetFactory()
    TargetFactory(period="2025-07")
    TargetFactory(measure="support_work")
    TargetFactory(contract_area=ContractAreaFactory(name="London"))
    asked = {"period": "2025-06", "measure": "hub_inductions", "contract_area": "South East"}
    found = as_commissioner.get(reverse("target_list"), asked)
    assert [row.record for row in found.context["table"].paginated_rows] == [wanted]


def test_a_hub_manager_reads_the_targets_of_own_hubs_and_of_areas_but_of_no_other_hub(client):
    own, other = Hub.objects.get(), HubFactory(name="Leeds")
    for place in ({"hub": own}, {"hub": other}, {"area": AreaFactory()}):
        TargetFactory(**{"contract_area": None} | place)
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[own.team]))
    shown = {row.record.hub for row in client.get(reverse("target_list")).context["table"].paginated_rows}
    assert shown == {own, None}


def test_the_page_asks_as_many_queries_for_twenty_targets_as_for_two(as_commissioner):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_commissioner.get(reverse("target_list"))
        return len(queries)

    for line in DeliveryLine.values[:2]:
        TargetFactory(measure=line)
    few = asked()
    for number in range(1, 10):
        for line in DeliveryLine.values[:2]:
            TargetFactory(measure=line, period=f"2024-0{number}")
    assert asked() == few <= 15
