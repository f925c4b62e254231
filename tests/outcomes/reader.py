"""A reader who knows every rule and every sum, and solves for the counts: whole numbers, none of them negative."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MANY = 9_999


class Reader:
    """Equations over every count there is; the names are the caller's."""

    def __init__(self, names):
        self.names = {name: place for place, name in enumerate(names)}
        self.rows, self.totals = [], []

    def knows(self, total, *signed):
        """A sum of counts, each with its sign, is known to be so much."""
        row = np.zeros(len(self.names))
        for sign, name in signed:
            row[self.names[name]] += sign
        self.rows.append(row)
        self.totals.append(total)

    def value(self, *signed):
        """What a signed sum of counts must be; None while it can be more than one number."""
        aim = np.zeros(len(self.names))
        for sign, name in signed:
            aim[self.names[name]] += sign
        rules = LinearConstraint(np.array(self.rows), self.totals, self.totals)
        found = [milp(sign * aim, constraints=rules, bounds=Bounds(0, MANY), integrality=np.ones(len(aim)))
                 for sign in (1, -1)]  # fmt: skip
        least, most = round(found[0].fun), round(-found[1].fun)
        return least if least == most else None
