"""Time stamps after RFC 3161: asked of an authority, kept, and verified without it."""
