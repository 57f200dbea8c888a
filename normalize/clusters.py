"""Groups of local items that mean the same: candidates for a new standard measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process

from normalize.measures import comparable, same_wording

_ROUGHLY = 80.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Names that mean the same: the commonest wording, all members (indices of the input), and in how many
    localities they stand."""

    name: str
    members: tuple[int, ...]
    n_localities: int


def cluster_names(items: Iterable[tuple[str, str | None]], min_localities: int = 2) -> list[Cluster]:
    """Cluster names of local items, each given with its locality (None: unknown, counted as one of its own).

    Names belong together when they pass for the same measure (see `measures.same_wording`), directly or over
    others. Clusters of fewer than `min_localities` localities are left out. Largest first.
    """
    listed = list(items)
    forms = [comparable(name, lao) for name, lao in listed]
    parent = list(range(len(listed)))
    distinct = sorted({form for form in forms if form})
    first = {form: forms.index(form) for form in distinct}
    for index, form in enumerate(forms):
        if form:
            _join(parent, first[form], index)
    for number, form in enumerate(distinct):
        near = process.extract(form, distinct[number + 1 :], score_cutoff=_ROUGHLY, limit=None)
        for other, _, _ in near:
            if same_wording(form, other):
                _join(parent, first[form], first[other])
    groups: dict[int, list[int]] = {}
    for index, form in enumerate(forms):
        if form:
            groups.setdefault(_root(parent, index), []).append(index)
    clusters = [_cluster(members, listed) for members in groups.values()]
    kept = [cluster for cluster in clusters if cluster.n_localities >= min_localities]
    return sorted(kept, key=lambda cluster: (-cluster.n_localities, -len(cluster.members), cluster.members))


def _cluster(members: list[int], listed: list[tuple[str, str | None]]) -> Cluster:
    names = Counter(listed[index][0] for index in members)
    commonest = min(names, key=lambda name: (-names[name], name))
    localities = {listed[index][1] or f"#{index}" for index in members}
    return Cluster(commonest, tuple(members), len(localities))


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _join(parent: list[int], left: int, right: int) -> None:
    low, high = sorted((_root(parent, left), _root(parent, right)))
    parent[high] = low
