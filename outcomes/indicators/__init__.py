"""The catalogue: every indicator, in the order of every report. Adding one is one file, and one line in the next
version of the specification.
"""

from .declaration import EXCLUSIONS, Indicator
from .specifications import SPECIFICATION, SPECIFICATIONS, batteries, catalogue, indicator, led_by

CATALOGUE = catalogue()

__all__ = [
    "CATALOGUE",
    "EXCLUSIONS",
    "SPECIFICATION",
    "SPECIFICATIONS",
    "Indicator",
    "batteries",
    "catalogue",
    "indicator",
    "led_by",
]
