"""The comparisons that are allowed: with a year earlier, between hubs, with a published figure, from a landmark on, and
with what was expected (outcomes: Comparisons). Those who came are never compared with those who did not.
"""
