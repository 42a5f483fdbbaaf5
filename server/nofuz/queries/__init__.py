"""Queries with a name: listed, asked with parameters, and described for programs."""
