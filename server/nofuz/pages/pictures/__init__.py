"""Pictures that the server draws: data is laid out here, and templates write it as SVG."""
