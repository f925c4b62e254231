"""The pages about hubs: what somebody reads before they refer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    ClosureFactory,
    HubFactory,
    OpeningHoursFactory,
    PlaceFactory,
    WomenOnlyTimeFactory,
)
from tests.hubs.directory.typed import DAY, TODAY, WEEK, page, text_of


@pytest.mark.parametrize(
    ("taken", "said"),
    [(0, "20 or more of 20"), (3, "15 or more of 20"), (17, "fewer than 5 of 20"), (20, "0 of 20")],
)
def test_those_who_read_of_numbers_are_told_of_free_places_in_steps(client, hub, taken, said):
    hub.places = 20
    hub.save()
    for _ in range(taken):
        PlaceFactory(hub=hub)
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    for address in (reverse("hub_list"), reverse("hub_detail", args=[hub.slug])):
        assert said in client.get(address).content.decode()


def test_the_list_says_who_runs_a_hub_whether_a_place_is_free_and_when_it_opens(as_practitioner, hub):
    OpeningHoursFactory(hub=hub)
    PlaceFactory(hub=hub)
    ClosureFactory(hub=HubFactory(name="Leeds"), first_on=TODAY, last_on=TODAY)
    text = text_of(as_practitioner.get(reverse("hub_list")))
    assert "2 of 3" in text
    assert "9.30 to 16.30" in text
    assert str(hub.provider) in text
    assert "Closed: Staff training" in text


def test_the_list_can_be_of_one_contract_area(as_practitioner, hub):
    HubFactory(name="Leeds", contract_area__name="Yorkshire and the Humber")
    found = as_practitioner.get(reverse("hub_list"), {"contract_area": hub.contract_area.name})
    assert [row.record for row in found.context["table"].paginated_rows] == [hub]
    everything = as_practitioner.get(reverse("hub_list"), {"contract_area": "Atlantis"})
    assert len(everything.context["table"].paginated_rows) == 2


def test_the_list_asks_as_many_queries_for_thirty_hubs_as_for_three(as_practitioner):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_practitioner.get(reverse("hub_list"))
        return len(queries)

    for count in (3, 30):
        for hub in HubFactory.create_batch(count):
            OpeningHoursFactory(hub=hub)
        if count == 3:
            few = asked()
    assert asked() == few <= 15


def test_a_hub_shows_what_a_practitioner_wants_before_referring(as_practitioner, hub):
    hub.address_1, hub.postcode, hub.phone, hub.contact_role = (
        "1 Example Street",
        "ME4 4TR",
        "01634 960 001",
        "Duty worker",
    )
    hub.save()
    OpeningHoursFactory(hub=hub)
    WomenOnlyTimeFactory(hub=hub)
    ClosureFactory(hub=hub, first_on=TODAY + DAY, last_on=TODAY + 2 * DAY, reason="Staff training")
    HubFactory(name="Southampton", kind="satellite", parent=hub)
    text = text_of(as_practitioner.get(page("hub_detail", hub)))
    for wanted in ("1 Example Street", "ME4 4TR", "01634 960 001", "Duty worker", "9.30 to 16.30", "Southampton",
                   "Tuesday, 10.00 to 12.00", "Closed: Staff training", "Example hours", "3 of 3 places"):  # fmt: skip
        assert wanted in text
    assert "What you can do now" not in text


def test_an_empty_hub_says_what_is_missing_and_who_can_say_it(as_manager, hub):
    text = text_of(as_manager.get(page("hub_detail", hub)))
    assert "No address yet: fill it in" in text
    assert "Say when the hub is open" in text


def test_no_person_stands_on_the_page_of_a_hub(as_practitioner, hub, someone):
    someone(family_name="Rumplestrand")
    assert "Rumplestrand" not in text_of(as_practitioner.get(page("hub_detail", hub)))


def test_a_hub_that_is_not_there_is_not_found(as_manager):
    for name in ("hub_detail", "hub_hours", "closure_create"):
        assert as_manager.get(reverse(name, args=["atlantis"])).status_code == 404


def test_a_practitioner_gets_from_the_hub_to_its_timetable(as_practitioner, hub):
    address = reverse("timetable_week", args=[hub.slug])
    assert address in text_of(as_practitioner.get(page("hub_detail", hub)))
    assert as_practitioner.get(address).status_code == 200


def test_example_hours_are_marked_in_the_list_until_they_are_confirmed(as_manager, hub):
    OpeningHoursFactory(hub=hub)
    assert "Example, not confirmed" in text_of(as_manager.get(reverse("hub_list")))
    as_manager.post(page("hub_hours", hub), WEEK)
    assert "Example, not confirmed" not in text_of(as_manager.get(reverse("hub_list")))
