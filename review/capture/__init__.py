"""A link becomes a snapshot: fetched under guard, with what proves when and whence it came."""
