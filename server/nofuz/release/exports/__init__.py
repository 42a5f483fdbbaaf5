"""Exports of a release for people with other tools, written when it is built.

    exports/nodes.csv, edges.csv    tables
    exports/network.graphml, .gexf  the network
    exports/entities.ftm.json       FollowTheMoney
    exports/README.txt              what the files are

Each is stored as .gz.  The same release gives the same bytes.
"""
