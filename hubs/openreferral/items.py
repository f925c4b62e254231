"""What every item of the feed is made of: an id that stays the same, and only what is known."""

import uuid
from typing import Any

Item = dict[str, Any]

# The ids of this directory are drawn from here for good: another name space would give every service a new identity.
NAMESPACE = uuid.UUID("7a91e395-afd9-5cae-bf9c-0b6b367645b6")


def key(kind: str, *names: object) -> str:
    """The id of a thing, the same at every asking: a UUID of version 5 over its kind and what names it."""
    return str(uuid.uuid5(NAMESPACE, "\n".join([kind, *map(str, names)])))


def known(**fields: Any) -> Item:
    """The fields of which something is known. A standing for nothing (null, "") is no value of the standard."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
