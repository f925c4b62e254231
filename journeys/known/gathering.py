"""Rows of several models in one query, each an instance of its own model again.

A page of a person says a little of many things; asked one after the other they are thirty queries. Here every row comes
as one JSON value, whatever its model, so that the database puts them all together. (speed: 12)
"""

import datetime
import json
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive


@dataclass(frozen=True)
class Rows:
    """What is asked of one model: the rows of a queryset, in its order, with every field of their own.

    named: relations of which the page says one field alone, as {"team": "name"}; the rest of them is fetched when it is
    asked for, and never on these pages. more: annotations of the queryset, given as JSON has them.
    """

    rows: QuerySet
    named: Mapping[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()


def gather(**asked: Rows) -> dict[str, list[Any]]:
    """The instances of each, by the names given; one query, whatever they are."""
    found: dict[str, list[Any]] = {name: [] for name in asked}
    first, *others = [_as_json(name, each) for name, each in asked.items()]
    for name, said in first.union(*others, all=True):
        found[name].append(_instance(asked[name], said))
    return {name: _in_order(asked[name].rows, found[name]) for name in asked}


def newest(rows: QuerySet, count: int) -> QuerySet:
    """The first rows in the queryset's own order: a slice could not be put together with others."""
    return rows.model._default_manager.filter(pk__in=rows.order_by(*_order(rows)).values("pk")[:count])


def partly(model: type[models.Model], said: Mapping[str, Any]) -> Any:
    """An instance of which only these fields were asked; the rest is fetched when it is asked for."""
    asked = [
        each for each in model._meta.concrete_fields if each.attname in said
    ]  # in the order of the model
    names = [each.attname for each in asked]
    return model.from_db(
        model._default_manager.db, names, [_value(each, said[each.attname]) for each in asked]
    )


def _as_json(name: str, asked: Rows) -> QuerySet:
    said: dict[str, Any] = {each.attname: F(each.attname) for each in asked.rows.model._meta.concrete_fields}
    said |= {f"{relation}__{label}": F(f"{relation}__{label}") for relation, label in asked.named.items()}
    said |= {more: F(more) for more in asked.more}
    rows = asked.rows.select_related(None).order_by()
    named = {"gathered_as": Value(name, output_field=CharField()), "gathered": JSONObject(**said)}
    return rows.annotate(**named).values_list(*named)


def _instance(asked: Rows, said: Mapping[str, Any]) -> models.Model:
    model, using = asked.rows.model, asked.rows.db
    fields = model._meta.concrete_fields
    names = [each.attname for each in fields]
    made = model.from_db(using, names, [_value(each, said[each.attname]) for each in fields])
    for relation, label in asked.named.items():
        key: Any = model._meta.get_field(relation)
        if said[key.attname] is not None:
            other = key.related_model
            values = (said[key.attname], said[f"{relation}__{label}"])
            made._state.fields_cache[relation] = other.from_db(using, [other._meta.pk.attname, label], values)
    for more in asked.more:
        setattr(made, more, said[more])
    return made


def _value(column: Any, raw: Any) -> Any:
    """What the field holds, of what JSON can say of it. SQLite has moments without a zone, which are UTC."""
    if raw is None:
        return None
    if isinstance(column, models.DateTimeField):
        moment = parse_datetime(raw)
        return moment.replace(tzinfo=datetime.UTC) if moment and is_naive(moment) else moment
    if isinstance(column, models.JSONField):
        return json.loads(raw) if isinstance(raw, str) else raw
    return column.target_field.to_python(raw) if column.is_relation else column.to_python(raw)


def _in_order(rows: QuerySet, found: Iterable[Any]) -> list[Any]:
    """Sorted as the queryset says: by fields of the row itself that are never empty."""
    ordered = list(found)
    for name in reversed(_order(rows)):
        ordered.sort(key=operator.attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
    return ordered


def _order(rows: QuerySet) -> list[str]:
    return list(rows.query.order_by or rows.model._meta.ordering or ["pk"])
