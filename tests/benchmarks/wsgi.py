"""The same Flask application, for gunicorn: `wsgi:application()`."""

from flask import Flask

from nofuz.app import create_app
from nofuz.settings import Settings


def application() -> Flask:
    return create_app(Settings.from_environment({}))
