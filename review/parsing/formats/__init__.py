"""One reader a format, each ``read(data) -> ReadDocument``; run in the cage only."""
