"""The first page of a person: where everything stands today, and what the reader can do now."""

from .page import overview_of

__all__ = ["overview_of"]
