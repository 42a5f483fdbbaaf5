"""Write references: as text, BibTeX, RIS and CSL-JSON.

Each is a handful of fields in a line-oriented form, so that what matters is
what must not pass through: line ends, and in BibTeX what LaTeX would obey.

Sources: BibTeXing (O. Patashnik, 1988); RIS Format Specifications
(Reference Manager); Citation Style Language 1.0.2, CSL-JSON.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nofuz.citation.reference import ARTICLE, DATASET, Reference
from nofuz.formats import Format
from nofuz.release.files import to_json

PLAIN = Format("text", "txt", "text/plain")
BIBTEX = Format("bibtex", "bib", "application/x-bibtex")
RIS = Format("ris", "ris", "application/x-research-info-systems")
CSL = Format("csl", "json", "application/vnd.citationstyles.csl+json")

_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX would count \{ as a brace
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_CSL_KINDS = {DATASET: "dataset", ARTICLE: "article-newspaper"}
_RIS_KINDS = {DATASET: "DATA", ARTICLE: "NEWS"}


def sentence(reference: Reference) -> str:
    """Return a reference as it stands in a list of references."""
    place = f"In: {reference.place}" if reference.within else reference.place
    published = ", ".join(filter(None, (place, reference.publisher, reference.date)))
    parts = [reference.title, published, reference.address, reference.note]
    return " ".join(_ended(part) for part in parts if part)


def written(references: Iterable[Reference], form: Format) -> bytes:
    """Return references as a file.

    Args:
        references: in the order in which they are to stand.
        form: PLAIN, BIBTEX, RIS or CSL.
    """
    return _WRITERS[form](references)


def _plain(references: Iterable[Reference]) -> bytes:
    return "".join(f"{sentence(reference)}\n" for reference in references).encode()


def _bibtex(references: Iterable[Reference]) -> bytes:
    return "\n".join(map(_bibtex_entry, references)).encode()


def _bibtex_entry(reference: Reference) -> str:
    year, month, *_ = [*reference.date_parts, 0, 0]
    texts = {
        "title": f"{{{_escaped(reference.title)}}}",  # twice in braces: case is kept
        "howpublished": _escaped(_capitalized(reference.place)),
        "publisher": _escaped(reference.publisher),
        "year": str(year or ""),
        "month": str(month or ""),
        "note": _escaped(reference.note),
        "url": reference.address,
    }
    fields = [f"  {name} = {{{text}}}" for name, text in texts.items() if text]
    return "@misc{{{},\n{}\n}}\n".format(reference.key, ",\n".join(fields))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _COMMANDS.get(found[0], "\\" + found[0]), text)


def _ris(references: Iterable[Reference]) -> bytes:
    return "".join(f"{line}\r\n" for entry in references for line in _ris_lines(entry)).encode()


def _ris_lines(reference: Reference) -> Iterator[str]:
    yield f"TY  - {_RIS_KINDS[reference.kind]}"
    parts = reference.date_parts
    texts = {
        "TI": reference.title,
        "T2": reference.within,
        "PB": reference.publisher,
        "PY": str(parts[0]) if parts else "",
        "DA": "/".join(f"{part:02}" for part in parts),
        "ET": reference.version,
        "N1": reference.note,
        "UR": reference.address,
    }
    yield from (f"{tag}  - {text}" for tag, text in texts.items() if text)
    yield "ER  - "


def _csl(references: Iterable[Reference]) -> bytes:
    return to_json([_csl_item(reference) for reference in references])


def _csl_item(reference: Reference) -> dict[str, Any]:
    parts = reference.date_parts
    texts = {
        "title": reference.title,
        "container-title": reference.within,
        "publisher": reference.publisher,
        "version": reference.version,
        "note": reference.note,
        "URL": reference.address,
    }
    issued = {"date-parts": [parts]} if parts else {"literal": reference.date}
    return {
        "id": reference.key,
        "type": _CSL_KINDS[reference.kind],
        **{name: text for name, text in texts.items() if text},
        **({"issued": issued} if reference.date else {}),
    }


def _ended(part: str) -> str:
    """Return a part as a sentence; an address stays as it can be copied."""
    if part.startswith(("https://", "http://")):
        return part
    return _capitalized(part) + ("" if part.endswith((".", "…", "?", "!")) else ".")


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


_WRITERS: dict[Format, Callable[[Iterable[Reference]], bytes]] = {
    PLAIN: _plain,
    BIBTEX: _bibtex,
    RIS: _ris,
    CSL: _csl,
}
