"""Where the command `nofuz` begins, also as `python -m nofuz`."""

import sys

from nofuz.telemetry.lines import open_standard_streams


def run() -> None:
    """Run the command line; a library that is not there is one line, not a traceback."""
    open_standard_streams()
    try:
        from nofuz.cli import main

        main(prog_name="nofuz")
    except ModuleNotFoundError as error:
        sys.exit(f"nofuz: {error.name} is not installed; install nofuz again with what it needs")


if __name__ == "__main__":
    run()
