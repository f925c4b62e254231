"""The models of outcomes, one concept a file. Figures are worked out when asked and have none."""

from .target import Target

__all__ = ["Target"]
