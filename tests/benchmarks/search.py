"""`python -m tests.benchmarks.search`: searches and reconciliation over 100,000 names.

The names are made up of syllables that occur in Arabic and Persian names, some of
them common and most rare, as names are.  A release of the repository's dataset gets
their index in the place of its own, so that a live server answers from it.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from nofuz.dataset.folder import open_dataset
from nofuz.index.entries import Entry, Name, Vocabulary
from nofuz.index.writing import write_index
from nofuz.release.build import build
from nofuz.release.dumps import digest_of
from nofuz.release.files import to_json
from nofuz.release.layout import INDEX, MANIFEST
from nofuz.release.releases import current_release
from tests.live import Server

_REPOSITORY = Path(__file__).parents[2]
_CONSONANTS = "q k kh gh s sh m n l r b d dh z h j f t y w".split()
_VOWELS = "a i u e ee ou ai".split()
_CLASSES = ("http://xmlns.com/foaf/0.1/Person", "http://xmlns.com/foaf/0.1/Agent")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_BATCH = 50


def entries(number: int, base: str) -> Iterator[Entry]:
    """Give that many persons, the same ones each time."""
    chance = random.Random(1)
    given, families = ([_word(chance) for _ in range(size)] for size in (2000, 30_000))
    for place in range(number):
        first, last = _some(chance, given), _some(chance, families)
        article = chance.choice(["al-", "al-", "", "Abd al-"])
        names = [Name(f"{first} {article}{last}", "en", is_label=True)]
        names += [Name(f"{article}{last}", "en")] * chance.choice([0, 1])
        names += [Name(f"{first} {_some(chance, given)} {last}", "en")] * chance.choice([0, 1])
        yield Entry(
            f"{base}id/agent/person-{place}",
            "agent",
            names[0].text,
            tuple(dict.fromkeys(names)),
            (f"member of the council of {_some(chance, families)}",),
            _CLASSES,
            is_entity=True,
        )


def _word(chance: random.Random) -> str:
    syllables = chance.choice([1, 2, 2, 2, 3])
    word = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
    return (word + chance.choice(["", "n", "r", "d", "m", "l", "h"])).capitalize()


def _some(chance: random.Random, words: Sequence[str]) -> str:
    """Choose a word: mostly one of the common ones, which come first."""
    if chance.random() < 0.7:
        return words[min(int(chance.paretovariate(0.7)) - 1, len(words) - 1)]
    return chance.choice(words)


def searches(names: Sequence[str], number: int) -> Iterator[str]:
    """Give texts as people type them: names, beginnings of all lengths, words of descriptions."""
    chance = random.Random(2)
    for _ in range(number):
        name = chance.choice(names)
        yield chance.choice(
            [
                name,
                name[: chance.randint(1, len(name))],
                name.split()[0],
                name.split()[-1][:3],
                f"council of {name.split()[-1]}",
            ]
        )


def misspelled(name: str, chance: random.Random) -> str:
    """Return a name with two vowels changed."""
    letters = list(name)
    places = [place for place, letter in enumerate(letters) if letter in "aeiou"]
    for place in chance.sample(places, min(2, len(places))):
        letters[place] = chance.choice("aeiou")
    return "".join(letters)


def _prepared(folder: Path, number: int) -> tuple[list[str], float]:
    """Build a release with the index of the made-up names; return these, and seconds."""
    dataset = open_dataset(_REPOSITORY)
    build(dataset, folder)
    release = current_release(folder)
    assert release is not None
    people = list(entries(number, dataset.base))
    path = release.path / INDEX
    path.unlink()
    begun = time.perf_counter()
    write_index(path, people, Vocabulary())
    taken = time.perf_counter() - begun
    manifest = dict(release.manifest)
    manifest["descriptions"] = {**manifest["descriptions"], INDEX: digest_of(path)}
    (release.path / MANIFEST).write_bytes(to_json(manifest))
    return [person.label for person in people], taken


def _measured(connection: HTTPConnection, requests: Sequence[tuple[str, str, str | None]]):
    """Return the seconds of each request, and the first answer."""
    taken, first = [], None
    for method, path, body in requests:
        begun = time.perf_counter()
        connection.request(method, path, body, _FORM if body else {"Accept": "application/json"})
        reply = connection.getresponse()
        content = reply.read()
        taken.append(time.perf_counter() - begun)
        assert reply.status == 200, (path, content[:300])
        first = first or json.loads(content)
    return taken, first


def _line(what: str, taken: Sequence[float]) -> str:
    ranked = sorted(taken)
    middle, late = (ranked[int(share * (len(ranked) - 1))] for share in (0.5, 0.99))
    return (
        f"  {what:<44}{len(ranked):>6}{1000 * middle:>9.2f} ms{1000 * late:>9.2f} ms"
        f"{1000 * ranked[-1]:>9.2f} ms"
    )


def _memory(server: Server) -> float:
    """Return MiB that all processes of the server have for themselves."""
    total = 0
    for pid in (server.process.pid, *server.descendants()):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def run(folder: Path, number: int, times: int) -> str:
    """Measure, and return the figures as text."""
    names, seconds = _prepared(folder, number)
    size = (current_release(folder).path / INDEX).stat().st_size / 1024 / 1024
    chance = random.Random(3)
    asked = [
        ("GET", "/search?" + urlencode({"q": text, **more}), None)
        for text, more in zip(
            searches(names, times),
            [{}, {"type": "agent"}, {"type": "foaf:Person"}, {"offset": 100}] * times,
            strict=False,
        )
    ]
    batches = [
        {str(key): {"query": misspelled(chance.choice(names), chance)} for key in range(_BATCH)}
        for _ in range(max(1, times // _BATCH))
    ]
    posted = [
        ("POST", "/reconcile", urlencode({"queries": json.dumps(batch)})) for batch in batches
    ]
    # No answer is kept, so that each is found anew.
    with Server(folder, workers=1, answer_cache=0, client_seconds=10_000) as server:
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
            idle = _memory(server)
            found, _ = _measured(connection, asked)
            searched = _memory(server)
            matched, _ = _measured(connection, posted)
            reconciled = _memory(server)
    return "\n".join(
        [
            f"Search over {number:,} names: an index of {size:.0f} MiB, written in {seconds:.0f} s.",
            f"  {'one client, over loopback':<44}{'times':>6}{'median':>12}{'p99':>12}{'longest':>12}",
            _line("/search as JSON", found),
            _line(f"/reconcile, a batch of {_BATCH} misspelled names", matched),
            f"  Memory of all processes, PSS: idle {idle:.1f} MiB, after the searches {searched:.1f},"
            f" after the batches {reconciled:.1f}.",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=__doc__)
    parser.add_argument("--names", type=int, default=100_000, help="how many things with names")
    parser.add_argument("--times", type=int, default=2000, help="how many searches")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="nofuz-benchmark-"))
    try:
        print(run(folder, options.names, options.times), flush=True)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
