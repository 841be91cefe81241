"""What belongs together, directly or through others (disjoint sets, Tarjan 1975)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

__all__ = ["Joined"]

T = TypeVar("T", bound=Any)


class Joined(Generic[T]):
    """Things that can be compared by order, each at first alone; the smallest of those joined stands for all."""

    def __init__(self, things: Iterable[T]) -> None:
        self._parent: dict[T, T] = {thing: thing for thing in things}

    def root(self, thing: T) -> T:
        """The smallest of those that ``thing`` belongs together with."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, one: T, other: T) -> None:
        """Let two belong together, and with them all that are joined to either."""
        a, b = sorted((self.root(one), self.root(other)))
        self._parent[b] = a
