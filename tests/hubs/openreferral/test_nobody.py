"""No person can be in the public directory: not by its imports, its queries, its words or its fields."""

import re

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from hubs.openreferral import capacities
from tests.access import world as worlds
from tests.architecture.source import imported, modules
from tests.factories.hubs import (
    BookingFactory,
    ConcernFactory,
    HubFactory,
    PlaceFactory,
    TimetableRuleFactory,
)

from .conftest import hold

pytestmark = pytest.mark.django_db

FEED = [module for module in modules() if module.name.startswith("hubs.openreferral")]
COUNTS = {"Booking", "Place", "Session"}  # of these a module may know only by counting
SPOKEN_OF = {"ActivityCategory", "Closure", "Hub", "OpeningHours", "TimetableRule", "WomenOnlyTime"}

OPEN = {
    "accounts_organisation", "accounts_team", "people_contractarea", "people_area", "hubs_hub", "hubs_servedarea",
    "hubs_activitycategory", "hubs_openinghours", "hubs_womenonlytime", "hubs_closure", "hubs_bankholidayopening",
    "hubs_timetablerule", "lifecycle_event", "accounts_requestcount",
}  # fmt: skip
COUNTED = {"hubs_hub", "hubs_place", "hubs_session", "hubs_booking"}

# What somebody writes for the public, or what stands in the lists that the product is installed with.
PUBLIC = {
    "Hub": {
        "name",
        "slug",
        "town",
        "address_1",
        "address_2",
        "postcode",
        "phone",
        "email",
        "website",
        "contact_role",
    },
    "Closure": {"reason"},
    "ActivityCategory": {"type", "category"},
    "Organisation": {"name"},
    "ContractArea": {"name"},
    "Area": {"name"},
    "TimetableRule": {"recurrence"},
}
CANARY = "KofiCanary"

FIELDS = {
    "meta": {"version", "profile", "openapi_url"},
    "page": {
        "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents",
    },
    "service": {
        "id", "organization_id", "name", "description", "url", "email", "status", "alert", "last_modified",
        "schedules", "service_areas", "contacts", "phones", "attributes", "capacities", "service_at_locations",
        "organization",
    },
    "organization": {"id", "name", "description", "services"},
    "service_at_location": {"id", "service_id", "location_id", "location", "service"},
    "location": {
        "id", "location_type", "name", "description", "latitude", "longitude", "addresses",
    },
    "addresses": {
        "id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
    "schedules": {
        "id", "service_id", "valid_from", "valid_to", "dtstart", "freq", "interval", "byday", "bymonthday",
        "description", "opens_at", "closes_at", "notes",
    },
    "service_areas": {"id", "service_id", "name"},
    "contacts": {"id", "title"},
    "phones": {"id", "number"},
    "attributes": {"id", "link_id", "taxonomy_term_id", "link_type", "taxonomy_term"},
    "taxonomy_term": {"id", "name", "description", "parent_id", "taxonomy", "taxonomy_id"},
    "taxonomy": {"id", "name", "description"},
    "capacities": {"id", "service_id", "unit", "available", "maximum", "description", "updated"},
    "unit": {"id", "name"},
}  # fmt: skip
ONE = {"services": "service", "service_at_locations": "service_at_location"}
KIND = re.compile(r"directory_(service_at_location|service|organization|taxonomy_term|taxonomy|taxonomie)s?$")


# --- imports


def test_no_module_of_the_feed_imports_anything_of_people():
    found = {name for module in FEED for name in imported(module)}
    assert len(FEED) > 10
    assert not {name for name in found if name.split(".")[0] == "people"}


def test_no_module_of_the_feed_knows_a_model_but_those_of_the_directory():
    named = {
        (module.name.rpartition(".")[2], name.rpartition(".")[2])
        for module in FEED
        for name in imported(module)
        if name.startswith("hubs.models.")
    }
    assert {model for module, model in named if module != "capacities"} == SPOKEN_OF
    assert {model for module, model in named if module == "capacities"} == COUNTS | {"Hub"}


# --- queries


@pytest.fixture
def everybody(db):
    """A person in the middle of everything, at a hub with a timetable and bookings; everything is read of the hub."""
    world = worlds.build()
    hub = world.things["hub"]
    rule = TimetableRuleFactory(hub=hub, title="Cooking")
    world.things["group"] = hold(rule, 1)
    ConcernFactory(booking=BookingFactory(session=world.things["group"], person=world.things["person"]))
    HubFactory()
    return world


def tables(queries):
    found = set()
    for query in queries:
        found |= set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE)\s+"(\w+)"', query["sql"]))
    return found


def test_no_query_of_any_address_names_a_table_of_people(everybody, follow):
    capacities.read()
    with CaptureQueriesContext(connection) as asked:
        read = list(follow())
    assert len(read) > 20
    assert tables(asked) == OPEN


def test_of_the_log_only_times_are_read_and_only_of_hubs(everybody, read):
    with CaptureQueriesContext(connection) as asked:
        read("directory_services")
    (log,) = {query["sql"] for query in asked if "lifecycle_event" in query["sql"]}
    assert set(re.findall(r'"lifecycle_event"."(\w+)"', log)) == {"subject_type", "subject_id", "recorded_at"}
    assert set(re.findall(r"'(hubs\.\w+)'", log)) == {"hubs.hub", "hubs.closure", "hubs.timetablerule"}


def test_the_count_of_places_reads_numbers_and_nothing_else(everybody):
    with CaptureQueriesContext(connection) as asked:
        counted = capacities.count()
    assert tables(asked) == COUNTED
    read = {
        name for query in asked for name in re.findall(r'"hubs_(?:booking|place)"\."(\w+)"', query["sql"])
    }
    assert not {"person_id", "note", "mark", "strength", "did", "absence_reason"} & read
    assert counted
    assert all(isinstance(number, int) for each in counted.values() for number in each[:2])


# --- words


def typed_into_everything():
    """A name in every text of every row that is not the public's to read; gives the fields that took it."""
    took = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not may_hold(model, field):
                continue
            for n, pk in enumerate(model._base_manager.values_list("pk", flat=True)):
                if write(model, pk, field, f"{CANARY}{n}"):
                    took.add((model.__name__, field.name))
    return took


def may_hold(model, field):
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    room = field.max_length is None or field.max_length >= len(CANARY) + 3
    return is_text and room and field.name not in PUBLIC.get(model.__name__, ()) and not field.primary_key


def write(model, pk, field, value):
    try:
        with transaction.atomic():
            return model._base_manager.filter(pk=pk).update(**{field.name: value})
    except DatabaseError:  # a rule of the database lets nothing else stand there
        return False


def test_a_name_typed_into_every_text_of_the_database_is_in_no_answer(everybody, client, follow):
    before = len(list(follow()))
    took = typed_into_everything()
    assert {("Person", "family_name"), ("Session", "title"), ("Booking", "note"), ("Concern", "text"),
            ("TimetableRule", "title"), ("Room", "name"), ("User", "name")} <= took  # fmt: skip
    assert len(took) > 60
    read = list(follow())
    assert len(read) == before
    assert not [(name, item["id"]) for name, item in read if CANARY.casefold() in str(item).casefold()]


def test_a_name_typed_where_the_public_reads_is_found_so_the_search_can_fail(everybody, follow):
    hub = everybody.things["hub"]
    hub.contact_role = CANARY
    hub.save()
    assert [item for _, item in follow() if CANARY in str(item)]


def test_one_more_person_changes_no_answer(everybody, client, follow):
    before = [item for _, item in follow()]
    PlaceFactory(hub=everybody.things["hub"])
    BookingFactory(session=everybody.things["group"])
    capacities.cache.clear()
    assert [item for _, item in follow()] == before


# --- fields


def test_no_field_stands_in_an_answer_that_is_not_in_the_list(everybody, read, follow):
    assert set(read("directory_meta")) == FIELDS["meta"]
    assert set(read("directory_services")) == FIELDS["page"]
    for name, item in follow():
        kind = KIND.match(name).group(1).replace("taxonomie", "taxonomy")
        check(item, kind)


def check(item, kind):
    assert set(item) <= FIELDS[kind], (kind, set(item) - FIELDS[kind])
    for name, value in item.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                check(each, ONE.get(name, name))
