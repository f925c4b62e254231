"""A hub of which everything is known, one of which next to nothing is, and a reader that follows every address."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from foundation.accounts.models import Organisation
from hubs.models import Hub, TimetableRule, Weekday
from tests.factories.accounts import OrganisationFactory, TeamFactory
from tests.factories.hubs import (
    ActivityCategoryFactory,
    BankHolidayOpeningFactory,
    ClosureFactory,
    HubFactory,
    OpeningHoursFactory,
    ServedAreaFactory,
    SessionFactory,
    TimetableRuleFactory,
    WomenOnlyTimeFactory,
)
from tests.factories.people import AreaFactory, ContractAreaFactory

TODAY = datetime.date(2026, 6, 3)
LISTS = (
    "directory_services",
    "directory_organizations",
    "directory_service_at_locations",
    "directory_taxonomies",
    "directory_taxonomy_terms",
)
ONE_OF = {
    "directory_services": "directory_service",
    "directory_organizations": "directory_organization",
    "directory_service_at_locations": "directory_service_at_location",
    "directory_taxonomies": "directory_taxonomy",
    "directory_taxonomy_terms": "directory_taxonomy_term",
}
# What a rule of a timetable may be, and whether the standard has fields for it.
RECURRENCES = {
    "FREQ=WEEKLY;BYDAY=MO,TH": True,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE": True,
    "FREQ=DAILY;INTERVAL=1": True,
    "FREQ=MONTHLY;BYDAY=2TU": True,
    "FREQ=MONTHLY;BYMONTHDAY=1,-1": True,
    "FREQ=DAILY;INTERVAL=3": False,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU": False,
    "FREQ=WEEKLY;BYDAY=FR;BYMONTH=6": False,
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1": False,
    "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21": False,
}


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with time_machine.travel(datetime.datetime(2026, 6, 3, 8, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def provider(db):
    return OrganisationFactory(name="Medway Turnaround", kind=Organisation.Kind.PROVIDER)


@pytest.fixture
def chatham(provider):
    """Everything is known of it, by its manager's word."""
    hub = HubFactory(
        name="Chatham", town="Chatham", team=TeamFactory(organisation=provider), latitude="51.38", longitude="0.53",
        contract_area=ContractAreaFactory(name="South East"), address_1="1 Example Yard", address_2="Top floor",
        postcode="ME4 4ZZ", phone="01632 960111", email="hub@throughgate.invalid", contact_role="The duty worker",
        website="https://throughgate.invalid/käfig", hours_set_at=datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC),
        places=60,
    )  # fmt: skip
    for weekday in (Weekday.MONDAY, Weekday.TUESDAY):
        OpeningHoursFactory(hub=hub, weekday=weekday)
    OpeningHoursFactory(hub=hub, weekday=Weekday.FRIDAY, until_on=datetime.date(2026, 7, 1))
    OpeningHoursFactory(hub=hub, weekday=Weekday.SUNDAY, until_on=datetime.date(2026, 6, 1))
    WomenOnlyTimeFactory(hub=hub)
    ClosureFactory(hub=hub, first_on=datetime.date(2026, 6, 20), last_on=datetime.date(2026, 6, 21))
    BankHolidayOpeningFactory(hub=hub, day=datetime.date(2026, 8, 31))
    ServedAreaFactory(hub=hub, area=AreaFactory(name="Medway"))
    return hub


@pytest.fixture
def leeds(db):
    """Known by its name and town; its hours are the example's."""
    hub = HubFactory(name="Leeds", town="Leeds", latitude=None, longitude=None)
    OpeningHoursFactory(hub=hub)
    return hub


@pytest.fixture
def arts(chatham):
    """Every Wednesday at 10, for 12 people, with a session in each of the next 4 weeks."""
    category = ActivityCategoryFactory(type="Human citizenship", category="Arts")
    rule = TimetableRuleFactory(
        hub=chatham, category=category, recurrence="FREQ=WEEKLY;BYDAY=WE", first_on=TODAY, title="Clay"
    )
    for week in range(4):
        hold(rule, week)
    return rule


def hold(rule: TimetableRule, week: int):
    """A session of the rule, so many weeks from now."""
    starts_at = datetime.datetime(2026, 6, 3, 9, 0, tzinfo=datetime.UTC) + week * datetime.timedelta(weeks=1)
    return SessionFactory(
        hub=rule.hub, category=rule.category, rule=rule, rule_starts_at=starts_at, starts_at=starts_at,
        capacity=rule.capacity,
    )  # fmt: skip


def rules_of_every_kind(hubs):
    """Each hub offers three activities, each by another kind of rule."""
    kinds = [*RECURRENCES]
    categories = [ActivityCategoryFactory(category=f"Activity {n}") for n in range(len(kinds))]
    for place, hub in enumerate(hubs):
        for step in range(3):
            n = (place + step) % len(kinds)
            TimetableRuleFactory(
                hub=hub, category=categories[n], recurrence=kinds[n], first_on=TODAY, women_only=n % 2 == 0
            )


@pytest.fixture
def read(client, db):
    """The JSON at a named address."""

    def answer(name, *, id=None, **asked):
        got = client.get(reverse(name, kwargs={"id": id} if id else None), asked)
        assert got.status_code == 200, got.content
        return got.json()

    return answer


@pytest.fixture
def follow(read):
    """Every item of every list, and every item by itself: (name of the address, item)."""

    def items():
        for name in LISTS:
            for item in pages(read, name):
                yield name, item
                yield ONE_OF[name], read(ONE_OF[name], id=item["id"])

    return items


def pages(read, name, per_page=100, **asked):
    """The items of a list, page after page until one is the last."""
    number, found = 1, []
    while True:
        page = read(name, page=number, per_page=per_page, **asked)
        found += page["contents"]
        if page["last_page"]:
            return found
        number += 1


@pytest.fixture
def service(read):
    """One service, whole, by its name."""

    def named(name):
        (found,) = [each for each in pages(read, "directory_services") if each["name"] == name]
        return read("directory_service", id=found["id"])

    return named


def hub_named(name):
    return Hub.objects.get(name=name)
