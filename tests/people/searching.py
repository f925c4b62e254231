"""Searching for people and adding one, as a test types it."""

from foundation.accounts.roles import Role
from tests.factories.people import AreaFactory

SEARCH = "/people/search/"
SEARCHES = {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER, Role.DATA_STEWARD}


def search(client, **typed):
    return client.post(SEARCH, typed)


def found(client, **typed):
    """The page of results."""
    return client.get(search(client, **typed).url)


def new_url(client, **typed):
    return search(client, **typed).url + "new/"


def typed_person(**more):
    return {
        "given_names": "Dean",
        "family_name": "Marlpit",
        "date_of_birth": "9 March 1985",
        "sex": "male",
        "area": AreaFactory().pk,
    } | more
