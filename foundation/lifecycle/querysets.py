"""Reading the lists of reasons."""

from django.db.models import QuerySet

from .models import Reason


def reasons(list_name: str) -> QuerySet[Reason]:
    """The entries of a list that can still be chosen, in their order."""
    return Reason.objects.filter(list=list_name, retired_at=None)
