"""HTML for people: views gather data, templates write it, neither does the other's work."""
