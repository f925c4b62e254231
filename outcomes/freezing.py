"""Values of reports as plain lists and dictionaries, and back (outcomes: Snapshot).

What goes in and comes out are frozen dataclasses, texts, numbers, dates, tuples, frozen sets and mappings of texts. An
indicator is kept as its slug and specification: its declaration stands in the code, once for each specification.
"""

import dataclasses
import datetime
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .indicators import SPECIFICATIONS, Indicator, indicator

SCALARS = (str, int, float, bool, type(None))


class CannotThaw(ValueError):
    """What was frozen does not fit the kind asked for: the code has moved on since."""


def frozen(value: Any) -> Any:
    """The value as JSON can hold it. Raises TypeError for what no report is made of."""
    if isinstance(value, SCALARS):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Indicator):
        return {"indicator": value.slug, "specification": _specification_of(value)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: frozen(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {_name(key): frozen(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [frozen(each) for each in value]
    if isinstance(value, frozenset):
        return sorted((frozen(each) for each in value), key=lambda each: (each is not None, each))
    raise TypeError(f"a report holds no {type(value).__name__}")


def thawed(kind: Any, plain: Any) -> Any:
    """The value of a kind (a class or a type hint) that was frozen so. Raises CannotThaw.

    A field that the kind has gained since takes its default; one that it has lost is left out.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), plain)
    if origin is not None:
        return _collection(kind, origin, plain)
    if kind is Any:
        return plain
    if kind is Indicator:
        return _indicator(plain)
    if dataclasses.is_dataclass(kind):
        return _record(kind, plain)
    return _scalar(kind, plain)


def _specification_of(declared: Indicator) -> str:
    """The newest specification in which the indicator stands as it is declared here."""
    for version in reversed(list(SPECIFICATIONS)):
        if any(each is declared for each in SPECIFICATIONS[version]):
            return version
    raise TypeError(f"no specification declares {declared.slug} so")


def _name(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("the keys of a report's mappings are texts")
    return key


def _indicator(plain: Any) -> Indicator:
    try:
        return indicator(plain["indicator"], plain["specification"])
    except (LookupError, TypeError) as unknown:
        raise CannotThaw(f"no such indicator: {plain!r}") from unknown


def _one_of(kinds: Sequence[Any], plain: Any) -> Any:
    """The value of whichever of some kinds fits: of two records, the one with just these fields."""
    if plain is None and type(None) in kinds:
        return None
    same = [kind for kind in kinds if _is_record(kind) and _fields(kind).keys() == _keys(plain)]
    for kind in same or kinds:
        try:
            return thawed(kind, plain)
        except CannotThaw:
            continue
    raise CannotThaw(f"{plain!r} is none of {kinds}")


def _collection(kind: Any, origin: Any, plain: Any) -> Any:
    arguments = get_args(kind)
    if origin is Literal:
        return _scalar(type(plain), plain) if plain in arguments else _refuse(kind, plain)
    if issubclass(origin, Mapping):
        if not isinstance(plain, Mapping):
            _refuse(kind, plain)
        return {key: thawed(arguments[1], each) for key, each in plain.items()}
    if not isinstance(plain, list):
        _refuse(kind, plain)
    if origin is frozenset:
        return frozenset(thawed(arguments[0], each) for each in plain)
    if origin is tuple and arguments[-1] is not Ellipsis:
        if len(arguments) != len(plain):
            _refuse(kind, plain)
        return tuple(thawed(each, value) for each, value in zip(arguments, plain, strict=True))
    return tuple(thawed(arguments[0], each) for each in plain)


def _record(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, Mapping):
        _refuse(kind, plain)
    hints = _fields(kind)
    values = {name: thawed(hint, plain[name]) for name, hint in hints.items() if name in plain}
    try:
        return kind(**values)
    except TypeError as lacking:
        raise CannotThaw(f"{kind.__name__}: {lacking}") from lacking


def _scalar(kind: Any, plain: Any) -> Any:
    if kind in (datetime.date, datetime.datetime) and isinstance(plain, str):
        try:
            return kind.fromisoformat(plain)
        except ValueError as wrong:
            raise CannotThaw(str(wrong)) from wrong
    fits = {float: (float, int), int: (int,), type(None): (type(None),), None: (type(None),)}.get(
        kind, (kind,)
    )
    if not isinstance(plain, fits) or (isinstance(plain, bool) and kind is not bool):
        _refuse(kind, plain)
    return plain


def _refuse(kind: Any, plain: Any) -> Any:
    raise CannotThaw(f"{plain!r} is no {kind}")


def _keys(plain: Any) -> set[str]:
    return set(plain) if isinstance(plain, Mapping) else set()


def _is_record(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind)


@cache
def _fields(kind: Any) -> dict[str, Any]:
    """The fields of a dataclass that its constructor takes, with what they hold."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}
