"""How fast, how punctual and how large the server is, beside its peers in one run.

The machines that this runs on are shared and differ, so that a figure says
little by itself: compare the ratios, and only within one run.  Nothing here is
a test, but for what `test_*.py` say of its parts; a run fails only when an
answer is wrong.
"""
