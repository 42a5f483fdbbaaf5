"""Searches and reconciliation among 100,000 names, on a live server.

The names are put together from syllables that occur in Arabic and Persian names,
some of them common and most rare, as names are.  Their index takes the place of a
release's own in a copy of it.
"""

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from nofuz.index.entries import Entry, Name, Vocabulary
from nofuz.index.writing import write_index
from nofuz.release.dumps import digest_of
from nofuz.release.files import to_json
from nofuz.release.layout import INDEX, MANIFEST
from nofuz.release.releases import current_release

from .asking import WrongAnswer
from .memory import WEB, measure_memory
from .processes import Server

NAMES = 100_000
BATCH = 50
_TIMES = 2000
_CONSONANTS = ["q", "k", "kh", "gh", "s", "sh", "m", "n", "l", "r", "b", "d", "dh", "z", "h", "j"]
_VOWELS = ["a", "i", "u", "e", "ee", "ou", "ai"]
_ENDS = ["", "n", "r", "d", "m", "l", "h"]
# How words are spread: the commonest of the common ones makes up one in thirty.
_SHAPE, _EVEN = 0.7, 20
_CLASSES = ("http://xmlns.com/foaf/0.1/Person", "http://xmlns.com/foaf/0.1/Agent")
_FILTERS: list[dict[str, str]] = [{}, {"type": "agent"}, {"type": "foaf:Person"}, {"offset": "100"}]
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Searching:
    """Seconds of each request, and bytes that a web process holds before and after them.

    `size` is the bytes of the index, `written` the seconds that it took.
    """

    names: int
    size: int
    written: float
    searches: list[float]
    batches: list[float]
    memory: tuple[int, int, int]


def measure_search(
    releases: Path,
    folder: Path,
    start: Callable[[Path], AbstractContextManager[Server]],
    names: int = NAMES,
    times: int = _TIMES,
) -> Searching:
    """Ask one server one request after the other, with one connection.

    Args:
        releases: folder of releases, to be copied.
        folder: does not exist yet; takes the copy.
        start: starts a server with one web process of a folder of releases.
        names: how many things with names there are.
        times: how many searches; the names that are reconciled are as many.

    Raises:
        WrongAnswer: a request gets another answer than 200.
    """
    shutil.copytree(releases, folder)
    people = list(entries(names))
    size, written = _replace_index(folder, people)
    labels = [person.label for person in people]
    with start(folder) as server, closing(server.connect()) as connection:
        idle = _held(server)
        searches = [_asked(connection, "GET", path) for path in _searches(labels, times)]
        searched = _held(server)
        batches = [
            _asked(connection, "POST", "/reconcile", body) for body in _batches(labels, times)
        ]
        return Searching(names, size, written, searches, batches, (idle, searched, _held(server)))


def entries(number: int) -> Iterator[Entry]:
    """Give that many persons, the same ones each time."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    given, families = ([_word(chance) for _ in range(size)] for size in (2000, 30_000))
    for place in range(number):
        first, last = _some(chance, given), _some(chance, families)
        article = chance.choice(["al-", "al-", "", "Abd al-"])
        label = Name(f"{first} {article}{last}", "en", is_label=True)
        others = [f"{article}{last}", f"{first} {_some(chance, given)} {last}"]
        names = [label, *(Name(other, "en") for other in others if chance.random() < 0.5)]
        yield Entry(
            f"https://w3id.org/nofuz/id/agent/person-{place}",
            "agent",
            label.text,
            tuple(dict.fromkeys(names)),
            (f"member of the council of {_some(chance, families)}",),
            _CLASSES,
            is_entity=True,
        )


def _word(chance: random.Random) -> str:
    syllables = chance.choice([1, 2, 2, 2, 3])
    word = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
    return (word + chance.choice(_ENDS)).capitalize()


def _some(chance: random.Random, words: Sequence[str]) -> str:
    """Choose a word: mostly one of the common ones, which come first."""
    if chance.random() < 0.7:
        return words[min(int(_EVEN * (chance.paretovariate(_SHAPE) - 1)), len(words) - 1)]
    return chance.choice(words)


def _replace_index(folder: Path, people: Sequence[Entry]) -> tuple[int, float]:
    """Put the index of other things into a release; return its bytes and seconds."""
    release = current_release(folder)
    assert release is not None
    path = release.path / INDEX
    path.unlink()
    begun = time.perf_counter()
    write_index(path, people, Vocabulary())
    written = time.perf_counter() - begun
    descriptions = {**release.manifest["descriptions"], INDEX: digest_of(path)}
    content = {**release.manifest, "descriptions": descriptions}
    (release.path / MANIFEST).write_bytes(to_json(content))
    return path.stat().st_size, written


def _searches(names: Sequence[str], times: int) -> Iterator[str]:
    """Give searches as people type them: names, beginnings of all lengths, descriptions."""
    chance = random.Random(2)  # noqa: S311 - the same each time
    for number in range(times):
        name = chance.choice(names)
        last = name.split()[-1]
        beginning = name[: chance.randint(1, len(name))]
        text = chance.choice([name, beginning, name.split()[0], last[:3], f"council of {last}"])
        yield "/search.json?" + urlencode({"q": text, **_FILTERS[number % len(_FILTERS)]})


def _batches(names: Sequence[str], times: int) -> Iterator[str]:
    chance = random.Random(3)  # noqa: S311 - the same each time
    for _ in range(max(1, times // BATCH)):
        chosen = (_misspelled(chance.choice(names), chance) for _ in range(BATCH))
        queries = {str(key): {"query": name} for key, name in enumerate(chosen)}
        yield urlencode({"queries": json.dumps(queries)})


def _misspelled(name: str, chance: random.Random) -> str:
    """Return a name with two vowels changed."""
    letters = list(name)
    places = [place for place, letter in enumerate(letters) if letter in "aeiou"]
    for place in chance.sample(places, min(2, len(places))):
        letters[place] = chance.choice("aeiou")
    return "".join(letters)


def _asked(connection: HTTPConnection, method: str, path: str, body: str | None = None) -> float:
    begun = time.perf_counter()
    connection.request(method, path, body, _FORM if body else {})
    reply = connection.getresponse()
    content = reply.read()
    if reply.status != 200:
        raise WrongAnswer(f"{path} gave {reply.status} {content[:300]!r}")
    return time.perf_counter() - begun


def _held(server: Server) -> int:
    """Return the bytes of the web processes."""
    usage = measure_memory({server.name: server})
    return sum(memory.pss for (_, role), memory in usage.items() if role == WEB)
