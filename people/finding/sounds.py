"""The keys by which people are found under another spelling: how a name sounds, and its plain letters."""

import re
import unicodedata
from functools import lru_cache

import jellyfish

KEPT = 20_000  # answers: the same names come again and again, within one search and between them
LONGEST = 40  # of Person.family_sound and Person.given_sound
LONGEST_NAME = 210  # of Person.plain_name: two names of a hundred letters, some of which are written as two
SHORTEST_PART = 3  # letters by which a part of a name is found: fewer stand in too many names
_NOT_LETTERS = re.compile(r"[^a-z ]+")
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


@lru_cache(maxsize=KEPT)
def plain_letters(name: str) -> str:
    """The name in small letters a to z and single spaces: "O’Brien-Núñez" is "obrien nunez".

    Empty for a name in another script.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_UNDECOMPOSED))
    spelt = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    spaced = re.sub(r"[\s\u2010-\u2015-]+", " ", spelt)
    return " ".join(_NOT_LETTERS.sub("", spaced).split())


@lru_cache(maxsize=KEPT)
def sounds_of(family_name: str, given_names: str) -> tuple[str, str]:
    """(family_sound, given_sound) of a name: the whole family name, and the first given name only.

    Middle names come and go between records, so they are left out. Either may be empty.
    """
    family = plain_letters(family_name).replace(" ", "")
    first, *_ = plain_letters(given_names).split() or [""]
    return jellyfish.metaphone(family)[:LONGEST], jellyfish.metaphone(first)[:LONGEST]


def keys_of(family_name: str, given_names: str) -> dict[str, str]:
    """What a record keeps beside its names to be found by: field and value."""
    family_sound, given_sound = sounds_of(family_name, given_names)
    plain_name = plain_letters(f"{given_names} {family_name}")[:LONGEST_NAME]
    return {"family_sound": family_sound, "given_sound": given_sound, "plain_name": plain_name}
