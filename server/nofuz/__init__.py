"""Nofuz: a knowledge graph of political influence, published as linked data."""
