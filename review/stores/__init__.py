"""Evidence bytes, kept under the name of their own SHA-256 and never changed."""
