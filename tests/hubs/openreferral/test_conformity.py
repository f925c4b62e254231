"""Every item is what the standard says, by its own schemas, formats included.

The schemas are published under a share-alike licence and stay in the shared reference folder beside the project; where
that is absent these tests are skipped. What may stand in an answer at all is held by test_nobody.py, which needs none.
"""

import copy
import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from foundation.intake import reference
from hubs.models import Hub

from .conftest import LISTS, ONE_OF, RECURRENCES, rules_of_every_kind

SCHEMAS = Path(__file__).resolve().parents[3].parent / "shared" / "reference" / "oruk"
SCHEMA_OF = {
    "directory_services": "service_list",
    "directory_service": "service",
    "directory_organizations": "organization_list",
    "directory_organization": "organization",
    "directory_service_at_locations": "service_at_location_list",
    "directory_service_at_location": "service_at_location",
}
# From HSDS, of which the profile leaves out the telephone, and from its draft 3.1.
BEYOND = {"phones", "capacities"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of the standard are not beside the project"),
]


@cache
def schema(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text())


@cache
def validator(name):
    return Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def validator_of(name):
    """Taxonomies and their terms have a schema where they stand within a service."""
    if name in SCHEMA_OF:
        return validator(SCHEMA_OF[name])
    within = schema("service")["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
    return Draft202012Validator(within, format_checker=Draft202012Validator.FORMAT_CHECKER)


def wrong_with(name, item):
    return [f"{error.json_path}: {error.message}" for error in validator_of(name).iter_errors(item)]


@pytest.mark.slow
def test_every_item_of_all_33_hubs_is_valid_alone_and_in_its_list(follow):
    reference.load_all()
    rules_of_every_kind(Hub.objects.order_by("name"))
    seen, wrong = dict.fromkeys([*LISTS, *ONE_OF.values()], 0), {}
    for name, item in follow():
        seen[name] += 1
        if found := wrong_with(name, item):
            wrong[name, item["id"]] = found
    assert not wrong
    assert seen["directory_services"] == seen["directory_service"] == 33 * 4
    assert seen["directory_service_at_location"] == 33 * 4
    assert seen["directory_organization"] == 9
    assert seen["directory_taxonomy_terms"] == 33 + 6 + len(RECURRENCES)


def test_a_hub_of_which_everything_is_known_is_valid_and_one_of_which_nothing_is(follow, arts, leeds):
    assert not {item["id"]: found for name, item in follow() if (found := wrong_with(name, item))}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["id"], "7"),
        (["name"], None),
        (["status"], "open"),
        (["email"], "nowhere"),
        (["url"], "not an address"),
        (["last_modified"], "3 June 2026"),
        (["organization", "description"], None),
        (["organization", "id"], "medway"),
        (["schedules", 0, "freq"], "DAILY"),
        (["service_at_locations", 0, "location", "latitude"], "51.38"),
        (["service_at_locations", 0, "location", "addresses", 0, "postal_code"], None),
        (["attributes", 0, "taxonomy_term", "parent_id"], "arts"),
    ],
)
def test_a_service_with_one_thing_wrong_is_refused_by_the_schema(service, arts, path, value):
    item = service("Arts at Chatham Activity Hub")
    broken = copy.deepcopy(item)
    within = broken
    for step in path[:-1]:
        within = within[step]
    assert path[-1] in within or isinstance(path[-1], int)
    within[path[-1]] = value
    assert not wrong_with("directory_service", item)
    assert wrong_with("directory_service", broken)


def test_no_field_stands_in_an_item_that_the_schema_does_not_name(follow, arts, leeds):
    unknown = set()
    for name, item in follow():
        if name in SCHEMA_OF:
            unknown |= set(strangers(item, schema(SCHEMA_OF[name])))
    assert unknown == BEYOND


def strangers(item, within):
    """Names of fields that the schema does not have where they stand."""
    for name, value in item.items():
        said = within["properties"].get(name)
        if said is None:
            yield name
            continue
        said = said.get("items", said)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from strangers(each, said)
