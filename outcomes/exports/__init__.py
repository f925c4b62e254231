"""The files of a report, by the name of their format: adding one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from outcomes.whole import WholeReport

from .as_csv import report_csv
from .as_json import report_json
from .as_ods import report_ods
from .as_pdf import report_pdf


@dataclass(frozen=True)
class Format:
    """One kind of file: `write` gives its bytes."""

    content_type: str
    write: Callable[[WholeReport], bytes]


FORMATS: dict[str, Format] = {
    "json": Format("application/json", report_json),
    "csv": Format("text/csv; charset=utf-8", report_csv),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", report_ods),
    "pdf": Format("application/pdf", report_pdf),
}
