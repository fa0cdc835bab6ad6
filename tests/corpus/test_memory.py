import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.memory import Memory


def test_the_longest_unused_goes_first():
    memory = Memory(2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1  # now b is the longest unused
    memory.put("c", 3)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)
    memory.put("a", 4)
    memory.put("d", 5)
    assert (memory.get("a"), memory.get("c"), memory.get("d")) == (4, None, 5)


def test_of_more_than_fit_the_last_stay():
    memory = Memory(3)
    for i in range(10):
        memory.put(str(i), i)
    assert len(memory) == 3
    assert [memory.get(str(i)) for i in range(6, 10)] == [None, 7, 8, 9]
    memory.clear()
    assert (len(memory), memory.get("9")) == (0, None)


def test_nothing_kept_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Memory(0)


def test_threads_never_see_a_wrong_or_torn_value():
    memory = Memory(8)
    start = threading.Barrier(8)

    def work(seed):
        draw = random.Random(seed)
        start.wait()
        for _ in range(20_000):
            number = draw.randrange(40)
            found = memory.get(str(number))
            assert found in (None, number)
            memory.put(str(number), number)
            assert len(memory) <= 8

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))  # raises what a thread raised
    assert len(memory) == 8
