"""The models of outcomes, one concept a file. Figures are worked out when asked and
have none, until they are published."""

from .snapshot import Snapshot, SnapshotContent, SnapshotFile, Suppression
from .target import Target

__all__ = ["Snapshot", "SnapshotContent", "SnapshotFile", "Suppression", "Target"]
