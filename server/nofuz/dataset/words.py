"""Compare texts word by word, whatever the case and the punctuation."""

import re
import unicodedata

# White space parts words, and so does a dash between them; a hyphen or an apostrophe does not.
_GAPS = re.compile(r"[\s\u2012-\u2015]+|--+")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, letters and digits only.

    >>> words('Iran\u2019s "vast influence"\u2014now protest-torn')
    ['irans', 'vast', 'influence', 'now', 'protesttorn']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = ("".join(filter(str.isalnum, part)) for part in _GAPS.split(plain))
    return [word for word in bare if word]
