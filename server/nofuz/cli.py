"""The command line: each command reads its options and calls one function."""

import io
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import Field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click

from nofuz.dataset.folder import Dataset, default_folder, open_dataset
from nofuz.errors import CommandError, Problem
from nofuz.export.writing import NAMES, exported
from nofuz.query.answering import answer
from nofuz.query.inspection import inspect
from nofuz.release.releases import Release, current_release
from nofuz.settings import Settings, environment_variable
from nofuz.store.embedded import Scope
from nofuz.terminal import FORMATS, Ask, print_result, steps

_FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))


class _Commands(click.Group):
    """Turns what the program foresees going wrong into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the line names."""
        try:
            return super().invoke(ctx)
        except (CommandError, Problem) as error:
            click.echo(f"nofuz: {error}", err=True)
            sys.exit(getattr(error, "exit_code", 1))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nofuz")
def main() -> None:
    """Check, build, serve and query a graph of claims about political influence."""


def _help(known: Field[Any]) -> str:
    variable = environment_variable(known.name)
    default = "none" if known.default == "" else known.default
    return f"{known.metadata['reason']} [{variable}; default {default}]"


def _settings_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add an option for each of these settings, all of them when none is named."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for known in reversed(fields(Settings)):
            if names and known.name not in names:
                continue
            command = click.option(
                f"--{known.name.replace('_', '-')}",
                known.name,
                type=click.Path(path_type=Path)
                if known.name == "releases"
                else type(known.default),
                help=_help(known),
            )(command)
        return command

    return decorate


@main.command()
@_FOLDER
@click.option(
    "--sources",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with the texts of the documents; every quote is looked up in them.",
)
@click.option(
    "--coverage",
    "tells_coverage",
    is_flag=True,
    help="Tell also how each source was read, and which terms nothing uses.",
)
@click.option(
    "--changed",
    "only_changed",
    is_flag=True,
    help="Look only at what has changed since the last commit, and at what that touches.",
)
@_settings_options("base")
def check(
    folder: Path | None,
    sources: Path | None,
    tells_coverage: bool,
    only_changed: bool,
    base: str | None,
) -> None:
    """Check a dataset: syntax, shapes, hygiene, consistency, ledger, quotes.

    FOLDER holds ontology/, instances/ and shapes/; without it the working
    directory is taken, or else the dataset that came with the program.
    Exit code 1 means findings, 2 that the folder is no dataset.
    """
    from nofuz.dataset.check import check as check_dataset

    if tells_coverage and sources is None:
        raise CommandError("--coverage needs the texts: give --sources as well")
    settings = Settings.from_environment({"base": base})
    dataset = _dataset(folder, settings)
    with steps(tells_seconds=True) as on_progress:
        report = check_dataset(
            dataset,
            sources,
            on_progress,
            tells_coverage=tells_coverage,
            only_changed=only_changed,
        )
    for notice in report.notices:
        click.echo(notice, err=True)
    for covered in report.coverage:
        click.echo(covered, err=True)
    for finding in report.findings:
        click.echo(finding)
    for warning in report.warnings:
        click.echo(f"warning: {warning}")
    counts = {"finding": len(report.findings), "warning": len(report.warnings)}
    told = (f"{number} {name}{'' if number == 1 else 's'}" for name, number in counts.items())
    click.echo(", ".join(told), err=True)
    sys.exit(1 if report.findings else 0)


def _servers(ctx: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> set[str]:
    """Read the servers that the operator names."""
    from nofuz.verification.addresses import read_server

    try:
        return {read_server(text) for text in texts}
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, option) from None


@main.command()
@_FOLDER
@click.option("--document", metavar="ID", help="Only this document: the last part of its IRI.")
@click.option(
    "--record",
    is_flag=True,
    help="Write outcome and day of each quote to instances/verifications/.",
)
@click.option(
    "--allow",
    metavar="HOST:PORT",
    multiple=True,
    callback=_servers,
    help="Ask this server even if it is not public, such as one of yours for a trial; all others"
    " must be, or a dataset could make the program reach into your network. May be repeated.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds between two requests to one host, so as to be no burden to it.",
)
@_settings_options("base")
def verify(
    folder: Path | None,
    document: str | None,
    record: bool,
    allow: set[str],
    pause: float,
    base: str | None,
) -> None:
    """Look whether the passages that a dataset quotes still stand on the web.

    Fetches each document that has quotes from its own address, politely and
    from public addresses only, and tells of each quote that is not simply
    found: found elsewhere, changed or gone.  Exit code 1 means changed or gone.
    """
    from nofuz.verification.fetching import Fetcher, Limits
    from nofuz.verification.recording import record as record_reports
    from nofuz.verification.verify import verify as verify_quotes

    dataset = _dataset(folder, Settings.from_environment({"base": base}))
    with steps() as on_progress:
        reports = verify_quotes(dataset, Fetcher(Limits(pause=pause), allow), document, on_progress)
    for report in reports:
        for line in report.lines():
            click.echo(line)
    if not reports:
        click.echo("no document has both quotes and an address (schema:url)", err=True)
    if record:
        day = datetime.now(UTC).date()
        for path in record_reports(dataset, reports, day, is_whole=document is None):
            click.echo(f"recorded in {path}", err=True)
    sys.exit(1 if any(report.is_broken for report in reports) else 0)


@main.command(name="format")
@_FOLDER
@click.option(
    "--check", "only_checks", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
def format_files(folder: Path | None, only_checks: bool) -> None:
    """Write the Turtle files of a dataset in their one stable form."""
    from nofuz.dataset.formatting import unformatted

    changes = unformatted(open_dataset(folder or Path()))
    for path, text in changes.items():
        click.echo(path)
        if not only_checks:
            path.write_text(text, "utf-8")
    sys.exit(1 if changes and only_checks else 0)


@main.command()
@_FOLDER
@_settings_options("releases", "base", "keep")
def build(folder: Path | None, **options: Any) -> None:
    """Build a release of a dataset and make it the current one.

    The release is named by the hash of its content: the same input gives the
    same release.  A build that is interrupted leaves the old release in place.
    """
    settings = Settings.from_environment(options)
    click.echo(_built(_dataset(folder, settings), settings))


@main.command()
@_FOLDER
@_settings_options()
def serve(folder: Path | None, **options: Any) -> None:
    """Build a release if the dataset has changed, then serve it."""
    from nofuz.release.releases import is_current
    from nofuz.serving import serve as serve_release

    settings = Settings.from_environment(options)
    dataset = _dataset(folder, settings)
    if not is_current(dataset, settings.releases):
        _build_apart(dataset.path, settings)
    serve_release(settings)


def _build_apart(folder: Path, settings: Settings) -> None:
    """Build in a process of its own, so that the server keeps nothing of what checks and builds."""
    options = [
        *("--releases", str(settings.releases)),
        *("--base", settings.base),
        *("--keep", str(settings.keep)),
    ]
    command = [sys.executable, "-m", "nofuz", "build", str(folder), *options]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)  # it has said why


@main.command()
@click.argument("text", metavar="QUERY")
@click.option(
    "--format", "name", default="table", type=click.Choice(FORMATS), help="Form of the result."
)
@click.option("--endpoint", help="Ask the SPARQL endpoint at this address instead of the release.")
@_settings_options("releases", "base")
def query(text: str, name: str, endpoint: str | None, **options: Any) -> None:
    """Run a SPARQL query on the current release and print the result.

    QUERY may be - to read it from standard input.
    """
    settings = Settings.from_environment(options)
    if text == "-":
        text = sys.stdin.read()
    print_result(_asking(settings, endpoint), text, name, settings)


def _asking(settings: Settings, endpoint: str | None) -> Ask:
    """Return the function that asks the endpoint, or else the current release."""
    if endpoint:
        from nofuz.store.remote import ask_endpoint

        return lambda text, media_type: ask_endpoint(endpoint, text, media_type)
    release = _current_release(settings)
    # The engine cannot be told to stop, so let the interrupt key end the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def ask(text: str, media_type: str) -> bytes:
        output = io.BytesIO()
        query = inspect(text, settings).query(settings.base, Scope(), media_type)
        answer(release.store, query, output)
        return output.getvalue()

    return ask


@main.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.option(
    "--output",
    type=click.File("wb", atomic=True),
    default="-",
    help="File to write instead of standard output.",
)
@click.option("--claim", help="The claim of a nanopublication: the last part of its IRI.")
@_settings_options("releases")
def export(name: str, output: IO[bytes], claim: str | None, **options: Any) -> None:
    """Write the current release in a format of other tools.

    FORMAT is nodes or edges (CSV), graphml, gexf, ftm (FollowTheMoney), readme,
    which tells what each of these loses, or nanopublication for a single claim.
    """
    release = _current_release(Settings.from_environment(options))
    for piece in exported(release, name, claim):
        output.write(piece)


def _current_release(settings: Settings) -> Release:
    release = current_release(settings.releases)
    if release is None:
        raise CommandError(f"no release in {settings.releases}: run 'nofuz build' first")
    return release


def _dataset(folder: Path | None, settings: Settings) -> Dataset:
    if folder is None and default_folder() != Path():
        click.echo("This folder is no dataset: taking the one that came with Nofuz.", err=True)
    return open_dataset(folder or default_folder(), settings.base)


def _built(dataset: Dataset, settings: Settings) -> str:
    # Only here, since it brings in all that checks a dataset.
    from nofuz.release.build import build as build_release

    with steps() as on_progress:
        return build_release(dataset, settings.releases, on_progress, keep=settings.keep)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_settings_options("base")
def init(folder: Path, base: str | None) -> None:
    """Start a dataset of your own in FOLDER, with a small worked example.

    It holds the ontology and the shapes of Nofuz, and instances to replace. Give
    --base the beginning of your IRIs, and the same to check, build and serve.
    """
    from nofuz.dataset.starting import start

    settings = Settings.from_environment({"base": base})
    start(folder, settings.base)
    click.echo(
        f"{folder} is ready: change it, run 'nofuz check {folder}', then 'nofuz serve {folder}'"
    )
