"""What an operator sees of the running server: its log and its numbers."""
