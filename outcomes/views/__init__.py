"""The pages of outcomes."""

from .availability import availability_detail, availability_download
from .benchmarks import benchmark_enter, benchmark_list
from .comparisons import report_attended_or_not, report_comparisons
from .downloading import report_download
from .explaining import indicator_explain, people_behind, report_figure
from .extracts import extract_create, extract_list
from .moved import indicator_moved, snapshot_moved, snapshot_moved_figure
from .reading import indicator_detail, report_detail, report_list
from .targets import target_list

__all__ = [
    "availability_detail",
    "availability_download",
    "benchmark_enter",
    "benchmark_list",
    "extract_create",
    "extract_list",
    "indicator_detail",
    "indicator_explain",
    "indicator_moved",
    "people_behind",
    "report_attended_or_not",
    "report_comparisons",
    "report_detail",
    "report_download",
    "report_figure",
    "report_list",
    "snapshot_moved",
    "snapshot_moved_figure",
    "target_list",
]
