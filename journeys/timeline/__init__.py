"""Everything that happened to one person, from the sources of every storey, in the order in which it took effect."""

from .page import KINDS, MOST_PRINTED, SOURCES, kinds_open_to, known_on, latest, page_of

__all__ = ["KINDS", "MOST_PRINTED", "SOURCES", "kinds_open_to", "known_on", "latest", "page_of"]
