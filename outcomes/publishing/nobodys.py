"""Which numbers of people can be nothing but nobody, by equations between them."""

from collections.abc import Sequence

from .equations import Row


def always_nobody(equations: Sequence[Row[int]]) -> list[int] | None:
    """The unknowns that can be nothing but 0, as none is negative; None where the numbers contradict each other.

    One linear program finds all. Every unknown is let grow to 1 and past it by a common factor on the totals: what
    still stays at 0 is 0 in every world that agrees. With these known, whatever else is sure follows from the equations
    alone, since all the others can be more than 0 at once.
    """
    from numpy import zeros  # a second to load, and only who publishes needs them
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    place = {key: n for n, key in enumerate(dict.fromkeys(key for row in equations for key in row.signs))}
    many, factor = len(place), 2 * len(place)  # each unknown is what it shows (to 1) and what it has beyond
    cells = [
        (number, where, float(sign))
        for number, row in enumerate(equations)
        for key, sign in row.signs.items()
        for where in (place[key], many + place[key])
    ]
    cells += [(number, factor, -float(row.total)) for number, row in enumerate(equations)]
    rows, columns, values = zip(*cells, strict=True)
    aim = zeros(factor + 1)
    aim[:many] = -1
    found = linprog(
        aim,
        A_eq=coo_array((values, (rows, columns)), shape=(len(equations), factor + 1)).tocsr(),
        b_eq=zeros(len(equations)),
        bounds=[*((0, 1) for _ in range(many)), *((0, None) for _ in range(many)), (1, None)],
        method="highs",
    )
    return [key for key, number in place.items() if found.x[number] < 0.5] if found.success else None
