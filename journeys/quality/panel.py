"""What the home page says of case quality: which hubs have records that this user can still read."""

from typing import Any

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission

from . import reading


def samples_to_read(request: Any) -> dict | None:
    """For hub managers and performance officers, while a sample exists; nothing before the first is drawn."""
    hubs = reading.hubs_for(request.user)
    return {"hubs": hubs, "left": sum(line.to_read for line in hubs)} if hubs else None


PANEL = Panel("journeys/quality/panel.html", Permission.READ_QUALITY, samples_to_read, order=65, side=True)
