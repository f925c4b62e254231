"""The models of hubs, one concept a file."""

from .booking import Booking, Concern
from .hub import ActivityCategory, Hub, Induction, Place, ServedArea
from .session import Session

__all__ = ["ActivityCategory", "Booking", "Concern", "Hub", "Induction", "Place", "ServedArea", "Session"]
