"""References: what people say on the telephone, and all that a mail may carry (R-2026-000417)."""

from django.db import transaction

from .models import ReferenceCounter


@transaction.atomic
def next_references(year: int, count: int = 1) -> list[str]:
    """The next `count` references of a year, in order, never given twice.

    The year's row is locked until the caller's transaction ends, so two writers wait for each other; a transaction
    that fails gives its numbers back.
    """
    counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return [f"R-{year}-{number:06d}" for number in range(first, first + count)]
