"""The tables of the index."""

# Goes up when an older program could not read the file.
VERSION = 1

# The word index gets words that are folded and single: its tokenizer only splits at spaces.
# A colon is no part of such a word, so what begins with one is out of reach of a searcher.
TABLES = """
CREATE TABLE kind (name TEXT PRIMARY KEY, things INTEGER) WITHOUT ROWID;
CREATE TABLE class (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT, entities INTEGER);
CREATE TABLE property (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT);
CREATE TABLE usage (class INTEGER, property INTEGER, entities INTEGER,
    PRIMARY KEY (class, property)) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    label TEXT NOT NULL, description TEXT, standing TEXT, is_entity INTEGER);
CREATE TABLE member (thing INTEGER, place INTEGER, class INTEGER,
    PRIMARY KEY (thing, place)) WITHOUT ROWID;
CREATE TABLE form (id INTEGER PRIMARY KEY, thing INTEGER, text TEXT, is_label INTEGER, folded TEXT);
CREATE INDEX form_of_name ON form (folded, thing);
CREATE VIRTUAL TABLE words USING fts5 (names, texts, kinds, content='', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 tokenchars ':'");
CREATE TABLE frequency (word TEXT PRIMARY KEY, things INTEGER) WITHOUT ROWID;
CREATE TABLE spelling (id INTEGER PRIMARY KEY, letters TEXT, is_abjad INTEGER, uses INTEGER);
CREATE TABLE sound (rest TEXT, is_rest INTEGER, spelling INTEGER,
    PRIMARY KEY (rest, is_rest, spelling)) WITHOUT ROWID;
CREATE TABLE use (spelling INTEGER, form INTEGER, PRIMARY KEY (spelling, form)) WITHOUT ROWID;
"""

ENTITY = "::"
"""The word that stands in the word index for having a name of its own."""


def kind_token(kind: str) -> str:
    """Return the word that stands for a kind in the word index."""
    return ":" + "".join(filter(str.isalnum, kind))


def class_token(number: int) -> str:
    """Return the word that stands for a class in the word index."""
    return f":{number}"
