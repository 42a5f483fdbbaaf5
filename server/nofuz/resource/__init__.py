"""Linked data: from the IRI of a thing to the document about it, negotiated."""
