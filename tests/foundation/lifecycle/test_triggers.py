"""The rules the database keeps are on, and are missed when they are off."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from foundation.lifecycle import triggers

pytestmark = pytest.mark.django_db


def drop_one():
    on = " ON lifecycle_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER lifecycle_event_keep_update{on}")


def test_every_rule_is_in_force_after_a_migrate():
    assert triggers.missing() == []


def test_a_process_does_not_start_without_a_rule():
    drop_one()
    with pytest.raises(ImproperlyConfigured, match="lifecycle_event_keep_update"):
        triggers.verify()


def test_a_missing_rule_shows_in_the_readiness_of_the_process(client):
    assert client.get("/health/ready/").status_code == 200
    drop_one()
    assert client.get("/health/ready/").status_code == 503


def test_a_migrate_puts_a_missing_rule_back():
    drop_one()
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []


def test_a_check_warns_of_a_missing_rule():
    assert not triggers.check_installed(databases=["default"])
    drop_one()
    assert [warning.id for warning in triggers.check_installed(databases=["default"])] == ["lifecycle.W001"]


def test_the_rules_are_off_while_lifted_and_on_again_after():
    with triggers.lifted():
        assert triggers.missing()
    assert not triggers.missing()
