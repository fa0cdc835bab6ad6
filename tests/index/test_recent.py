import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.recent import Recent


def test_the_longest_unused_goes_first():
    recent = Recent(2)
    recent.put([("a", 1), ("b", 2)])
    assert recent.get("a") == 1  # now b is the longest unused
    recent.put([("c", 3)])
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
    recent.put([("a", 4), ("d", 5)])
    assert (recent.get("a"), recent.get("c"), recent.get("d")) == (4, None, 5)


def test_of_more_than_fit_the_last_stay():
    recent = Recent(3)
    recent.put((str(i), i) for i in range(10))
    assert len(recent) == 3
    assert [recent.get(str(i)) for i in range(6, 10)] == [None, 7, 8, 9]
    recent.clear()
    assert (len(recent), recent.get("9")) == (0, None)


def test_nothing_kept_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Recent(0)


def test_threads_never_see_a_wrong_or_torn_value():
    recent = Recent(8)
    start = threading.Barrier(8)

    def work(seed):
        draw = random.Random(seed)
        start.wait()
        for _ in range(20_000):
            number = draw.randrange(40)
            found = recent.get(str(number))
            assert found in (None, number)
            recent.put([(str(number), number)])
            assert len(recent) <= 8

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))  # raises what a thread raised
    assert len(recent) == 8
