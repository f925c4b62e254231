"""Codes of several texts."""

from django.db.models import CharField, Func


class Joined(Func):
    """Texts, none of them NULL, with a bar between each. Flat: SQLite cannot parse an expression as deep as nested
    functions of two texts make it.
    """

    template, arg_joiner = "(%(expressions)s)", " || '|' || "
    output_field = CharField()
