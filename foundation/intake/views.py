"""The import pages: choose a kind, upload, look at what would happen, commit or discard."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.paging import CountFreePaginator

from . import actions, scope
from .forms import UploadForm
from .models import problems_of
from .problems import KEPT
from .states import FileState
from .tables import ImportFileTable

PROBLEMS_SHOWN = 50  # bad rows on one page


@require_GET
@requires(Permission.IMPORT_FILES)
def import_list(request: SignedInRequest) -> HttpResponse:
    table = ImportFileTable(scope.files(request.user)).for_request(request)
    return render(
        request, "intake/import_list.html", {"importers": scope.importers(request.user), "table": table}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT_FILES)
def import_upload(request: SignedInRequest, what: str) -> HttpResponse:
    """A file is checked here and changes nothing yet."""
    importer = scope.importer(request.user, what)
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None, importer=importer)
    if form.is_valid():
        uploaded = form.cleaned_data["file"]
        file = actions.stage_file(
            by=request.user, what=what, content=uploaded.read(), name=uploaded.name,
            covers_to=form.cleaned_data.get("covers_to"),
        )  # fmt: skip
        return redirect("import_preview", file.uuid)
    return render(request, "intake/import_upload.html", {"form": form, "importer": importer})


@require_GET
@requires(Permission.IMPORT_FILES)
def import_template(request: SignedInRequest, what: str) -> HttpResponse:
    """The header and one example row, as UTF-8 with a byte order mark so that spreadsheets read it right."""
    columns = scope.importer(request.user, what).columns
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what}.csv"'
    writer = csv.writer(response)
    writer.writerow([column.name for column in columns])
    writer.writerow([column.example for column in columns])
    return response


@require_GET
@requires(Permission.IMPORT_FILES)
def import_preview(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the file would do or has done, and every bad row with every reason."""
    file = scope.file(request.user, uuid)
    page = CountFreePaginator(file.problems, PROBLEMS_SHOWN).page(request.GET.get("page"))
    mistakes = [
        {"row": row["line"], "column": column, "value": "", "reason": reason}
        for row in page.object_list
        for column, reason in row["reasons"]
    ]
    counts = [("New", file.new), ("Corrected", file.corrected), ("Unchanged", file.unchanged),
              ("Bad rows", file.problem_count)]  # fmt: skip
    context = {
        "file": file,
        "importer": scope.importer(request.user, file.what),
        "counts": [(words, f"{count:,}") for words, count in counts],
        "page": page,
        "mistakes": mistakes,
        "more": max(0, file.problem_count - KEPT),
        "can_commit": file.state == FileState.STAGED and not problems_of(file),
        "is_staged": file.state == FileState.STAGED,
        "imported_before": scope.imported_before(file),
    }
    return render(request, "intake/import_preview.html", context)


@require_POST
@requires(Permission.IMPORT_FILES)
def import_commit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    file, people, operation = actions.commit_file(scope.file(request.user, uuid), by=request.user)
    trail.shown(request, (), purpose=f"import of {file.what}", operation=operation)
    trail.of(request).people |= people
    messages.success(request, f"{file.name} is imported.")
    return redirect("import_preview", file.uuid)


@require_POST
@requires(Permission.IMPORT_FILES)
def import_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    file = actions.discard_file(scope.file(request.user, uuid), by=request.user)
    messages.success(request, f"{file.name} is discarded. Nothing of it was imported.")
    return redirect("import_list")
