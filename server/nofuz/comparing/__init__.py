"""Set two releases, or two sources, side by side: what one says and the other does not."""
