"""The network of who is said to influence whom: chosen, drawn, exported, and paths in it."""
