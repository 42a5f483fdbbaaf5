"""The names of things in the folder of releases.

    releases/current.json       which release is served, and the source it was built from
    releases/history.json       when each release became the served one
    releases/changes/<from>-<to>/   what a release changed of the one before it
    releases/<name>/store/      the engine's files, opened for reading only
    releases/<name>/names.sqlite    index of names and wordings
    releases/<name>/dataset.*   dumps of all graphs; dataset.nq.gz is sorted N-Quads
    releases/<name>/graphs/     a dump of each named graph
    releases/<name>/exports/    the same for people with other tools, as far as they can hold it
    releases/<name>/context.jsonld  names and types of properties for JSON-LD
    releases/<name>/statistics.nt   what is measured of it, in VoID
    releases/<name>/sitemap.txt     the addresses of all documents
    releases/<name>/manifest.json   what is in the release
    releases/<name>/SHA256SUMS  of the dumps and the manifest
    releases/.building/        a build at work, or one that was killed
    releases/.comparing/        the same of a comparison of two releases
    releases/.replaced/         a damaged release on its way out
    releases/.lock              held by the build at work

A release is the same bytes for the same dataset, except `store/`: the engine
puts random ids into its files.  Another version of SQLite may lay out the index
otherwise.
"""

# Goes up when a release of an older program can no longer be served.
LAYOUT = 4

BUILDING = ".building"
CHANGES = "changes"
COMPARING = ".comparing"
CONTEXT = "context.jsonld"
CURRENT = "current.json"
DUMP = "dataset.nq.gz"
GRAPHS = "graphs"
HISTORY = "history.json"
INDEX = "names.sqlite"
LOCK = ".lock"
MANIFEST = "manifest.json"
REPLACED = ".replaced"
STORE = "store"
SITEMAP = "sitemap.txt"
STATISTICS = "statistics.nt"
SUMS = "SHA256SUMS"
WHOLE = "dataset"

DESCRIPTIONS = (CONTEXT, SITEMAP, STATISTICS)
"""Files that describe a release."""
