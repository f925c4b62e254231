"""The records that were merged into one: what they were called, and what was said of them."""

from django.db.models import Q, QuerySet

from ..models import Person


def records_of(person: Person) -> QuerySet:
    """The keys of the person's record and of those merged into it: whom the log of events means by this person.

    Of a person fetched `with_former`, who has none, nobody is looked for.
    """
    meant = Q(pk=person.pk)
    if vars(person).get("has_former", True):
        meant |= Q(merged_into=person)
    return Person.objects.with_merged().filter(meant).order_by().values("pk")


def former_records(person: Person) -> list[str]:
    """Names and numbers of the records merged into this one; asks nothing of a person fetched `with_former`, who has
    none."""
    if not person.has_former:
        return []
    return [each.told_apart for each in Person.objects.with_merged().filter(merged_into=person)]
