"""Keys that our gateway adds to the WSGI environment (PEP 3333); each may be absent."""

ABANDONED = "nofuz.is_abandoned"
"""A function that says whether the client has left."""

ARRIVAL = "nofuz.arrival"
"""When the request came, by time.monotonic()."""

ACCOUNT = "nofuz.account"
"""What the client has had of the children; to be handed on with its query."""

PROBLEM = "nofuz.problem"
"""Name of the problem that was told to the client; set by the application, for the log."""

EDITION = "nofuz.edition"
"""The edition that answers, where the gateway has chosen it already."""

INADMISSIBLE = "nofuz.inadmissible"
"""The problem for which a request is refused whatever it asks; to be told to the client."""

REFUSED = "nofuz.refused"
"""The problem that a query met before it got here; to be told to the client."""
