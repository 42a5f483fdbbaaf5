"""The dataset: a folder of text, its graphs, and what is checked before it is published.

Nothing here knows of HTTP.  Only this package knows pyshacl, rdflib and owlready2.
"""
