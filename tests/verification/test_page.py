"""What a page says: its main text by paragraphs, and all of it."""

import subprocess
import sys

import pytest

from nofuz.errors import CommandError
from nofuz.verification import page as module
from nofuz.verification.addresses import NotFetched
from nofuz.verification.fetching import HTML, PLAIN, Fetched
from nofuz.verification.page import decode, read_page
from tests.verification.conftest import CAPTION, HEADLINE, PARAGRAPHS, article


def read(text, media_type=HTML):
    return read_page(Fetched(media_type, "utf-8", text.encode()))


def test_the_headline_and_the_main_text_are_paragraphs():
    assert read(article()).paragraphs == (HEADLINE, *PARAGRAPHS)


def test_what_stands_around_the_main_text_is_not_among_the_paragraphs():
    page = read(article(footer="The mill is for sale."))
    for around in ("Weather", "More on rivers", "The mill is for sale."):
        assert around in page.everything
        assert not any(around in paragraph for paragraph in page.paragraphs)


def test_everything_takes_in_descriptions_of_pictures_and_the_title():
    everything = read(article()).everything
    for part in (CAPTION, "The mill", f"{HEADLINE} | River News"):
        assert part in everything


def test_scripts_styles_and_comments_are_not_read():
    page = read(
        article(footer="<style>p { color: red }</style><!-- gone --><template>x1</template>")
    )
    for unseen in ("a script is not read", "color", "gone", "x1"):
        assert unseen not in page.everything


def test_blocks_are_apart_and_words_are_whole():
    everything = read("<html><body><p>one</p><p>t<b>w</b>o</p></body></html>").everything
    assert everything == "one two"


def test_without_a_heading_the_title_of_the_page_is_the_headline():
    text = article().replace("h1>", "div>")
    assert read(text).paragraphs[0] == f"{HEADLINE} | River News"


def test_plain_text_has_paragraphs_between_empty_lines():
    page = read("one\r\ntwo\r\n\r\n \nthree\n", PLAIN)
    assert page.paragraphs == ("one two", "three")
    assert page.everything == "one two three"


def test_tags_in_plain_text_are_text():
    assert read("<p>one", PLAIN).everything == "<p>one"


@pytest.mark.parametrize("media_type", [HTML, PLAIN])
@pytest.mark.parametrize("text", ["", " \n ", "<html><body><script>1</script></body></html>"])
def test_a_page_without_text_says_nothing_of_the_quotes(text, media_type):
    if media_type == PLAIN and text.strip():
        assert read(text, media_type).everything
        return
    with pytest.raises(NotFetched, match="there is no text"):
        read(text, media_type)


def test_what_steers_a_terminal_is_left_out():
    assert read("a\x1b[31mb\u202ec\u00ad\x07", PLAIN).everything == "a[31mbc"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("نفوذ".encode(), ""),
        ("نفوذ".encode(), "utf-8"),
        ("نفوذ".encode("utf-8-sig"), "iso-8859-1"),
        ("نفوذ".encode("utf-16"), ""),
        ("نفوذ".encode("cp1256"), "windows-1256"),
        ("نفوذ".encode("cp1256"), "Windows-1256"),
        ("نفوذ".encode("gb18030"), "gb2312"),
        ("نفوذ".encode(), "no-such-set"),
        ("نفوذ".encode(), "punycode"),
        ("نفوذ".encode(), "hex"),
    ],
)
def test_bytes_are_read_as_what_they_say_they_are(body, charset):
    assert decode(body, charset) == "نفوذ"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1256">',
        "<META CHARSET=windows-1256 />",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
    ],
)
def test_a_page_may_name_its_character_set_itself(meta):
    assert decode((meta + "نفوذ").encode("cp1256"), "").endswith("نفوذ")


@pytest.mark.parametrize("charset", ["", "iso-8859-1", "us-ascii"])
def test_old_western_pages_are_read_as_browsers_do(charset):
    assert decode("“naïve”".encode("cp1252"), charset) == "“naïve”"


@pytest.mark.parametrize(
    "charset",
    [
        *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
        *(f"windows-125{part}" for part in range(9)),
        *("us-ascii", "utf-8", "utf-16", "utf-16le", "utf-16be", "koi8-r", "koi8-u"),
        *("big5", "euc-jp", "euc-kr", "gbk", "gb2312", "gb18030", "shift_jis", "shift-jis"),
    ],
)
def test_every_character_set_that_is_taken_is_known(charset):
    assert decode(b"\xff\xfd\xfa ", charset)


def test_without_the_library_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(CommandError, match=r"needs the package trafilatura: python -m pip install"):
        module.need_extractor()


def test_the_library_is_loaded_by_this_command_alone():
    code = "import sys, nofuz.cli, nofuz.verification.verify; print('trafilatura' in sys.modules)"
    reply = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert reply.stdout == "False\n"
