"""Rows and columns paired so that the whole costs least, without waiting for scipy to load.

Loading scipy takes longer than converting a short document. Method: the shortest augmenting paths of Crouse,
"On implementing 2D rectangular assignment algorithms" (2016), as scipy has it, so that equally good pairings
come out the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Costs = Sequence[Sequence[float]]

FEW = 10_000
"""Entries up to which the plain loops below take less time than loading scipy."""


def best_pairs(costs: Costs) -> list[tuple[int, int]]:
    """(row, column) pairs with the least sum of `costs`, as many as the shorter side has; by row.

    >>> best_pairs([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]])
    [(0, 1), (1, 0)]
    """
    n_columns = len(costs[0]) if costs else 0
    if len(costs) * n_columns > FEW:
        from scipy.optimize import linear_sum_assignment

        rows, columns = linear_sum_assignment(costs)
        return list(zip(rows.tolist(), columns.tolist(), strict=True))
    if len(costs) > n_columns:
        turned = list(zip(*costs, strict=True))
        return sorted((row, column) for column, row in _pairs(turned))
    return _pairs(costs)


def _pairs(costs: Costs) -> list[tuple[int, int]]:
    """The pairs where there are no more rows than columns."""
    n_columns = len(costs[0]) if costs else 0
    of_row, of_column = [-1] * len(costs), [-1] * n_columns
    u, v = [0.0] * len(costs), [0.0] * n_columns
    for row in range(len(costs)):
        lowest, rows, columns, path, shortest = _augmenting_path(costs, row, u, v, of_column)
        u[row] += lowest
        for other in rows:
            if other != row:
                u[other] += lowest - shortest[of_row[other]]
        for column in columns:
            v[column] -= lowest - shortest[column]
        sink = columns[-1]
        while True:
            other = path[sink]
            of_column[sink] = other
            of_row[other], sink = sink, of_row[other]
            if other == row:
                break
    return list(enumerate(of_row))


def _augmenting_path(
    costs: Costs, row: int, u: list[float], v: list[float], of_column: list[int]
) -> tuple[float, list[int], list[int], list[int], list[float]]:
    """The cheapest way from a row to a free column: its cost, rows and columns seen (the free one last),
    the row before each column, and the cost of reaching it."""
    path = [-1] * len(v)
    shortest = [math.inf] * len(v)
    remaining = list(range(len(v) - 1, -1, -1))
    rows: list[int] = []
    columns: list[int] = []
    least = 0.0
    while True:
        rows.append(row)
        lowest, at = math.inf, -1
        for place, column in enumerate(remaining):
            cost = least + costs[row][column] - u[row] - v[column]
            if cost < shortest[column]:
                path[column], shortest[column] = row, cost
            reached = shortest[column]
            # of equally near columns a free one ends the search
            if reached < lowest or (reached == lowest and of_column[column] == -1):
                lowest, at = reached, place
        least = lowest
        column = remaining[at]
        columns.append(column)
        if of_column[column] == -1:
            return least, rows, columns, path, shortest
        row = of_column[column]
        remaining[at] = remaining[-1]
        remaining.pop()
