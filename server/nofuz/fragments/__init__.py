"""Quad Pattern Fragments: the dataset in pages that a client can join by itself.

Source: Linked Data Fragments, Quad Pattern Fragments, with the controls of the
Hydra core vocabulary.
"""
