"""Which nodes lie on a common circle."""

from collections.abc import Iterable, Iterator, Mapping


def knots(edges: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """Each node's knot: nodes have the same one when each leads to the other.

    Tarjan, "Depth-first search and linear graph algorithms" (1972), without
    recursion: linear in the edges.

    >>> found = knots([("a", "b"), ("b", "a"), ("b", "c")])
    >>> found["a"] == found["b"], found["b"] == found["c"]
    (True, False)
    """
    following: dict[str, list[str]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
        following.setdefault(target, [])
    search = _Search(following)
    for name in following:
        if name not in search.index:
            search.visit(name)
    return search.knot


class _Search:
    def __init__(self, following: Mapping[str, list[str]]) -> None:
        self._following = following
        self._open: list[str] = []
        self._low: dict[str, int] = {}
        self.index: dict[str, int] = {}
        self.knot: dict[str, int] = {}

    def visit(self, root: str) -> None:
        walk = [self._begin(root)]
        while walk:
            name, left = walk[-1]
            target = next(left, None)
            if target is None:
                walk.pop()
                self._end(name)
                if walk:
                    self._lower(walk[-1][0], self._low[name])
            elif target not in self.index:
                walk.append(self._begin(target))
            elif target not in self.knot:
                self._lower(name, self.index[target])

    def _begin(self, name: str) -> tuple[str, Iterator[str]]:
        self.index[name] = self._low[name] = len(self.index)
        self._open.append(name)
        return name, iter(self._following[name])

    def _lower(self, name: str, low: int) -> None:
        self._low[name] = min(self._low[name], low)

    def _end(self, name: str) -> None:
        """Close the knot whose first node this is."""
        if self._low[name] != self.index[name]:
            return
        member = None
        while member != name:
            member = self._open.pop()
            self.knot[member] = self.index[name]
