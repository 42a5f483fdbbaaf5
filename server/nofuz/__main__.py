"""`python -m nofuz` is the command `nofuz`."""

from nofuz.cli import main

main(prog_name="nofuz")
