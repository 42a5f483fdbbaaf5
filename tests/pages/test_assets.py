"""What runs in a browser: built, named by its content, kept for good."""

import json

import pytest

from nofuz.errors import CommandError
from nofuz.pages.assets import Assets


@pytest.fixture
def assets(tmp_path):
    """Two entry points that share a chunk with a style sheet."""
    (tmp_path / "built").mkdir()
    manifest = {
        "_shared-A.js": {"file": "shared-A.js", "css": ["shared-B.css"]},
        "src/one.js": {"file": "one-C.js", "imports": ["_shared-A.js"], "css": ["one-D.css"]},
        "src/two.js": {"file": "two-E.js", "imports": ["_shared-A.js"]},
        "src/three.css": {"file": "three-F.css"},
    }
    (tmp_path / "built/manifest.json").write_text(json.dumps(manifest))
    return Assets(tmp_path)


def test_an_entry_point_is_found_by_the_name_of_its_source(assets):
    assert assets.address("one.js") == "/static/built/one-C.js"
    assert assets.address("three.css") == "/static/built/three-F.css"


def test_style_sheets_come_with_their_entry_point_those_of_what_it_imports_first(assets):
    assert assets.styles("one.js") == ["/static/built/shared-B.css", "/static/built/one-D.css"]
    assert assets.styles("two.js") == ["/static/built/shared-B.css"]
    assert assets.styles("three.css") == []


def test_what_was_not_built_is_told(assets, tmp_path):
    with pytest.raises(CommandError, match="make assets"):
        assets.address("four.js")
    with pytest.raises(CommandError, match="make assets"):
        Assets(tmp_path / "elsewhere").address("one.js")


def test_what_is_named_by_its_content_is_kept_for_good(client, app):
    address = app.extensions["assets"].address("network.js")
    reply = client.get(address)
    assert reply.status_code == 200
    assert "javascript" in reply.mimetype
    assert "immutable" in reply.headers["Cache-Control"]


@pytest.mark.parametrize("file", ["nofuz.css", "built/manifest.json"])
def test_other_files_are_asked_about_again(client, file):
    reply = client.get(f"/static/{file}")
    assert reply.status_code == 200
    assert "immutable" not in reply.headers["Cache-Control"]
