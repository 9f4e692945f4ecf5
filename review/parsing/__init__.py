"""File bytes to text, always in a process apart.

`apart` is what the rest of the house calls. `child` and everything in `formats`
load the heavy parsers and are run by `apart` in a cage; nobody imports them.
"""
