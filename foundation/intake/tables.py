"""The list of import files."""

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_moment
from foundation.design.tables import Table

from .importers import importer_of
from .models import ImportFile

NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}


class ImportFileTable(Table):
    """Files of the organisation, latest first."""

    caption = "Files uploaded by your organisation"
    name = django_tables2.Column("File", orderable=False)
    what = django_tables2.Column("Kind", orderable=False)
    uploaded_at = django_tables2.Column("Uploaded", orderable=False)
    uploaded_by = django_tables2.Column("By", orderable=False)
    new = django_tables2.Column("New", orderable=False, attrs=NUMBER)
    corrected = django_tables2.Column("Corrected", orderable=False, attrs=NUMBER)
    problem_count = django_tables2.Column("Bad rows", orderable=False, attrs=NUMBER)
    state = django_tables2.Column("State", orderable=False)

    class Meta:
        empty_text = (
            "No file has been uploaded yet. Choose a kind above, download its template and fill it in."
        )

    def render_name(self, record: ImportFile) -> SafeString:
        url = reverse("import_preview", args=[record.uuid])
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, record.name)

    def render_what(self, record: ImportFile) -> str:
        return importer_of(record.what).title

    def render_uploaded_at(self, record: ImportFile) -> str:
        return say_moment(record.uploaded_at)

    def render_new(self, value: int) -> str:
        return f"{value:,}"

    render_corrected = render_problem_count = render_new

    def render_state(self, record: ImportFile) -> str:
        return record.get_state_display()
