"""The engine that holds a release, behind one small interface.

Only this package knows pyoxigraph and SPARQLWrapper.
"""
