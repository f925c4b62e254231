"""The models of outcomes, one concept a file. Figures are worked out when asked; counts are kept, and reports once
published."""

from .rollup import Bucket, DoubtedPlace, KeptQuarter, KeptStop, Mark
from .snapshot import Snapshot, SnapshotContent, SnapshotFile, Suppression
from .target import Target

__all__ = [
    "Bucket",
    "DoubtedPlace",
    "KeptQuarter",
    "KeptStop",
    "Mark",
    "Snapshot",
    "SnapshotContent",
    "SnapshotFile",
    "Suppression",
    "Target",
]
