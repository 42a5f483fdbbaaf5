from dataclasses import fields
from pathlib import Path

import pytest

from nofuz.errors import CommandError
from nofuz.settings import Settings, environment_variable


def test_an_option_beats_the_environment():
    settings = Settings.from_environment({"port": 1}, {"NOFUZ_PORT": "2"})
    assert settings.port == 1


def test_the_environment_beats_the_default():
    settings = Settings.from_environment({"port": None}, {"NOFUZ_QUERY_SECONDS": "1.5"})
    assert settings.query_seconds == 1.5


def test_a_value_that_does_not_fit_is_named():
    with pytest.raises(CommandError, match="NOFUZ_PORT='many' is not of type int"):
        Settings.from_environment({}, {"NOFUZ_PORT": "many"})


def test_settings_pass_through_the_environment_unchanged():
    settings = Settings(releases=Path("/tmp/x"), port=8, query_seconds=0.5)  # noqa: S108
    assert Settings.from_environment({}, settings.to_environment()) == settings


@pytest.mark.parametrize("name", [known.name for known in fields(Settings)])
def test_every_setting_has_a_reason(name):
    [known] = [known for known in fields(Settings) if known.name == name]
    assert known.metadata["reason"].endswith(".")
    assert environment_variable(name).startswith("NOFUZ_")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base", "towns"),
        ("base", "ftp://x/"),
        ("base", "https://data.example.org/towns"),
        ("port", 99999),
        ("port", -1),
        ("workers", -1),
        ("query_seconds", 0.0),
        ("query_text", 0),
    ],
)
def test_a_value_that_no_server_could_work_with_is_refused(name, value):
    with pytest.raises(CommandError):
        Settings.from_environment({name: value}, {})
