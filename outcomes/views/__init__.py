"""The pages of outcomes."""

from .downloading import report_download
from .reading import indicator_detail, report_detail, report_list
from .targets import target_list

__all__ = ["indicator_detail", "report_detail", "report_download", "report_list", "target_list"]
