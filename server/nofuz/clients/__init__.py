"""Who asks: under which name, for which host, and how much of the server it may take."""
