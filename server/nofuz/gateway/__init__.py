"""Join the Flask application to granian, and answer before it what needs no Flask.

Granian's own WSGI interface closes a chunked answer properly when the
application fails in the middle of it, and cannot say that a client has left.
Its RSGI interface can, and it reads requests without a thread, so that a slow
client holds a connection and nothing else.

A request takes the first of three ways that can answer it: an answer that is
kept from before; for a query, a child that the event loop itself waits for; or
the application, in a thread of one of two lanes.  Strangers' queries wait for
their children in one lane and everything else runs in the other, so that slow
queries never keep a page waiting.
"""
