"""Exports for people with other tools: files of the release, and single claims."""
