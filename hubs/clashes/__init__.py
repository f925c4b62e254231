"""Bookings that a condition recorded late, a file or an unmerge has put where the rules would not have let them.

Nothing is kept of a clash: it is found anew from bookings and conditions as they stand, so that none is ever missing
from the list and none stays there once it is settled. (domain: No contact; decision 50)
"""

from .finding import Clash, at_hubs_of, brought_by

__all__ = ["Clash", "at_hubs_of", "brought_by"]
