from nofuz.cache import AnswerCache, Kept


def kept(size):
    return Kept(200, [("content-type", "text/plain")], b"x" * size, "", "")


def test_an_answer_is_found_again_by_its_key():
    cache = AnswerCache(1_000_000)
    cache.put("a", kept(10), 1)
    assert cache.get("a") == kept(10)
    assert cache.get("b") is None
    assert (cache.hits, cache.misses) == (1, 1)


def test_the_one_used_longest_ago_goes_first_and_the_bytes_stay_bounded():
    cache = AnswerCache(100_000)
    for number in range(100):
        cache.put(number, kept(5_000), 10)
        cache.get(0)
        assert cache.bytes <= 100_000
    assert cache.get(0) is not None
    assert cache.get(1) is None
    assert cache.evictions == 100 - len(cache)


def test_one_answer_pushes_out_no_more_than_an_eighth():
    cache = AnswerCache(100_000)
    cache.put("small", kept(11_000), 10)
    cache.put("large", kept(12_500), 10)
    assert cache.get("small") is not None
    assert cache.get("large") is None


def test_a_cache_without_capacity_keeps_nothing():
    cache = AnswerCache(0)
    cache.put("a", kept(0), 0)
    assert len(cache) == 0
