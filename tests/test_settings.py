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
        ("client_errors", -1.0),
        ("client_errors_burst", 0.0),
    ],
)
def test_a_value_that_no_server_could_work_with_is_refused(name, value):
    with pytest.raises(CommandError):
        Settings.from_environment({name: value}, {})


@pytest.mark.parametrize("name", ["port", "answer_cache", "client_errors", "client_query_seconds"])
def test_zero_is_taken_where_it_has_a_meaning(name):
    assert getattr(Settings.from_environment({name: 0}, {}), name) == 0


@pytest.mark.parametrize(("text", "value"), [("true", True), ("0", False), ("False", False)])
def test_a_switch_is_read_from_the_environment(text, value):
    settings = Settings.from_environment({}, {"NOFUZ_LOG_PRIVATE": text})
    assert settings.log_private is value


def test_a_switch_that_is_neither_on_nor_off_is_refused():
    with pytest.raises(CommandError, match="NOFUZ_LOG_PRIVATE='maybe' is not of type bool"):
        Settings.from_environment({}, {"NOFUZ_LOG_PRIVATE": "maybe"})
