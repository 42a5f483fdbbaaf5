"""The index of names and wordings: one SQLite file, built with a release, and only read afterwards.

It knows nothing of RDF and nothing of HTTP: entries go in, things come out.
"""
