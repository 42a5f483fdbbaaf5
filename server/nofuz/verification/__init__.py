"""Look whether the passages that the dataset quotes still stand where they were read."""
