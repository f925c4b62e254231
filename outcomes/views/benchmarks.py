"""Published figures: the list of them, and entering one by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from outcomes.benchmarks import entering, scope
from outcomes.benchmarks.forms import BenchmarkForm
from outcomes.benchmarks.tables import BenchmarkTable
from outcomes.models import Benchmark

from .reading import READS


@requires(*READS)
@require_safe
def benchmark_list(request: SignedInRequest) -> HttpResponse:
    """What was published of others, where, and whether reports are compared with it."""
    may_enter = request.user.may(Permission.ENTER_BENCHMARKS)
    table = BenchmarkTable(scope.benchmarks(), may_enter=may_enter).for_request(request)
    return render(request, "outcomes/benchmarks/list.html", {"table": table, "may_enter": may_enter})


@requires(Permission.ENTER_BENCHMARKS)
@require_http_methods(["GET", "HEAD", "POST"])
def benchmark_enter(request: SignedInRequest, number: int) -> HttpResponse:
    """Enter a figure, or put it right, below what stood there before."""
    benchmark = scope.benchmark_numbered(number)
    if not benchmark.is_entered_by_hand:
        refused = {"refusal": str(entering.NotEntered()), "back_url": reverse("benchmark_list")}
        return render(request, "409.html", refused, status=409)
    form = BenchmarkForm(request.POST or None, initial=_as_entered(benchmark))
    if request.method == "POST" and form.is_valid():
        try:
            entering.enter(benchmark, by=request.user, **form.entered)
        except ValueError as wrong:
            form.add_error("ends_on", str(wrong))
        else:
            messages.success(request, f"The published figure is saved: {benchmark}.")
            return redirect("benchmark_list")
    context = {"form": form, "benchmark": benchmark, "history": list(scope.history_of(benchmark))}
    return render(request, "outcomes/benchmarks/enter.html", context)


def _as_entered(benchmark: Benchmark) -> dict[str, object]:
    """What stands there, as the form writes it; a source that only says what is expected is not one yet."""
    if benchmark.figure is None:
        return {}
    figure = (100 * benchmark.figure).normalize()
    return {
        "percent": f"{figure:f}",
        "source": benchmark.source,
        "starts_on": benchmark.starts_on,
        "ends_on": benchmark.ends_on,
    }
