"""The few values used last, shared by threads."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Recent(Generic[_Value]):
    """At most ``limit`` values by text, the longest unused dropped first."""

    def __init__(self, limit: int) -> None:
        if limit < 1:
            raise ValueError(f"limit is {limit}, needs at least 1")
        self._limit = limit
        self._values: OrderedDict[str, _Value] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._values)

    def get(self, key: str) -> _Value | None:
        """The value of ``key``, which counts as its use; None where it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, pairs: Iterable[tuple[str, _Value]]) -> None:
        """Keep ``pairs``, the last of them longest."""
        with self._lock:
            for key, value in pairs:
                self._values[key] = value
                self._values.move_to_end(key)
                if len(self._values) > self._limit:
                    self._values.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()
