"""A stranger's query: what it may hold, and the child process that evaluates it.

Nothing here knows HTTP.  `inspection` reads the text and refuses what must not
run; `pool` has a child evaluate it within a deadline and a memory limit.
"""
