"""One request by each of several users, each undone: what each is answered, and what a refusal leaves behind."""

from contextlib import contextmanager

from django.db import transaction

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from tests.factories.accounts import UserFactory


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def one_of_every_role_but(*roles, teams):
    """A user of each other role in these teams, by the words of the role."""
    return {role.label: UserFactory(role=role, teams=teams) for role in Role if role not in roles}


def answers(client, users, ask, standing):
    """The status each user gets. What is refused changes nothing, and is in the trail unless it is out of sight.

    ask() sends the request; standing() is what must not change.
    """
    found = {}
    for name, user in users.items():
        with undone():
            client.force_login(user)
            before, refusals = standing(), _refusals()
            found[name] = ask().status_code
            if found[name] != 302:
                assert (name, standing()) == (name, before)
            if found[name] in (403, 409):
                assert (name, _refusals()) == (name, refusals + 1)
    return found


def _refusals():
    return AuditEvent.objects.filter(operation="refusal").count()
