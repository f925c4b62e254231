"""Two hands at one record of a pathway."""

from foundation.lifecycle.meanwhile import ChangedMeanwhile, SeenAs, ask_whether_unchanged, did_today

__all__ = ["ChangedMeanwhile", "SeenAs", "ask_whether_unchanged", "did_today"]
