"""Find things by their names and wordings: search for people, reconciliation for other datasets."""
