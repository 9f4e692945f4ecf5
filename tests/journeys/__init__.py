"""Whole jobs, done by hand in a real browser on a real server."""
