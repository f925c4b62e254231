"""The models of outcomes, one concept a file. Figures are worked out when asked; counts are kept, and so is what left
the house: reports once published, and files of people.
"""

from .benchmark import Benchmark
from .extract import Extract
from .move import Move
from .rollup import Bucket, DoubtedPlace, KeptQuarter, Mark
from .snapshot import Snapshot, SnapshotContent, SnapshotFile, Suppression
from .target import Target

__all__ = [
    "Benchmark",
    "Bucket",
    "DoubtedPlace",
    "Extract",
    "KeptQuarter",
    "Mark",
    "Move",
    "Snapshot",
    "SnapshotContent",
    "SnapshotFile",
    "Suppression",
    "Target",
]
