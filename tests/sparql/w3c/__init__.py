"""The W3C test suites for SPARQL, read from ../shared/w3c beside the repository.

`python -m tests.sparql.w3c` tells how many of each suite pass.
"""
