"""What the page of the way through the gate warns of."""

from foundation.design.dates import say_day, today

from .checklist import Gate, item_called


def warnings(gate: Gate) -> list[str]:
    """What makes this release harder, in whole sentences."""
    release, found = gate.release, []
    if release is None:
        return ["No release is recorded. The team that holds the person records it."]
    if gate.is_ahead and release.day < today():
        found.append(
            f"The release was expected on {say_day(release.day)}. Has it happened? The team that holds the person "
            "records the day, or moves the date."
        )
    if release.is_friday and not release.released_on:
        found.append(
            "This is a Friday release: offices close before the weekend. Have the first night, medication and money "
            "settled the day before."
        )
    booked = gate.appointment
    if gate.is_ahead and booked and not gate.first_appointment and gate.is_of_this_release(booked):
        found.append(
            f"The first appointment, on {say_day(booked.starts_at)}, is before the new release date. Book it again."
        )
    address = item_called("address")
    if address and not address.answer(gate) and not release.recalled_on:
        found.append("No address is recorded for the night of release.")
    return found
