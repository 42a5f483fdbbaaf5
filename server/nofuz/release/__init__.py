"""Releases: immutable builds of a dataset, one of which is current.

Nothing here knows of HTTP.
"""
