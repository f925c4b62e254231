"""Two writers about one person take turns."""

from ..models import Person


def locked(person: Person) -> Person:
    """The person's row as it stands, held until the transaction ends."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)
