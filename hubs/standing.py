"""Whether somebody may be marked on a day: inducted at the hub, and consented. Two conditions written by hand.

A register asks both of each of its people, every time a mark is saved; put together from querysets they took longer to
compose than the database to answer. Nothing is kept from one question to the next. (domain: Register; decision 142)
"""

from typing import Any

from django.apps import apps
from django.db.models import BooleanField, Func


class _Standing(Func):
    """A condition on the columns of the outer row, or on values; those of `places` stand in the statement in order."""

    output_field = BooleanField()
    conditional = True
    of: str
    places: tuple[int, ...]
    statement: str

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **more: Any
    ) -> tuple[str, tuple[Any, ...]]:
        found = [compiler.compile(each) for each in self.source_expressions]
        table = apps.get_model(self.of)._meta.db_table
        statement = self.statement.format(*(sql for sql, _ in found), table=table)
        return statement, tuple(param for place in self.places for param in found[place][1])


class Inducted(_Standing):
    """Of a person, a hub and a day: inducted there on or before the day."""

    of, places = "hubs.Induction", (0, 1, 2)
    statement = (
        "EXISTS (SELECT 1 FROM {table} induction WHERE induction.person_id = {0} AND induction.hub_id = {1} "
        "AND induction.inducted_on <= {2} AND induction.superseded_at IS NULL)"
    )


class Consented(_Standing):
    """Of a person and a day: consent was given by then, and not withdrawn."""

    of, places = "people.Consent", (0, 1, 1)
    statement = (
        "EXISTS (SELECT 1 FROM {table} consent WHERE consent.person_id = {0} AND consent.given_on <= {1} "
        "AND (consent.withdrawn_on IS NULL OR consent.withdrawn_on > {1}) AND consent.superseded_at IS NULL)"
    )
