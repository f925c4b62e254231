"""Who may be told why something cannot be recorded: not everybody who records may read what stands in the way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

CANNOT = "This cannot be recorded with these dates. Ask whoever sent you the handover."


class OfTheRecord(str):
    """The words of a fault that tell something recorded of the person, as when they were born or what else there is."""


def to_a_service(error: ValidationError) -> ValidationError:
    """The same faults for a partner service, which reads what a handover shares and nothing else of the record.

    A fault that lies in what was typed is said as it is. (domain: Handover)
    """
    found = error.update_error_dict({})
    told = {field: dict.fromkeys(_told(fault) for fault in faults) for field, faults in found.items()}
    return ValidationError({field: list(sentences) for field, sentences in told.items()})


@contextmanager
def as_told_to_a_service() -> Iterator[None]:
    """What is refused inside is refused in the words that a partner service may read."""
    try:
        yield
    except ValidationError as faults:
        raise to_a_service(faults) from None


def _told(fault: ValidationError) -> str:
    return CANNOT if isinstance(fault.message, OfTheRecord) else fault.messages[0]
