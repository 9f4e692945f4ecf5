"""A browser by a name that its owner knows it by."""

from flask import Flask

# The first that fits: later ones stand in the signatures of earlier ones as well.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("Mac OS X", "a Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """ "Firefox on Linux" out of what a browser says of itself; a name of its own is left."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if not browser:
        return agent or "A browser that gave no name"
    return f"{browser} on {system}" if system else browser


def register(app: Flask) -> None:
    app.add_template_filter(browser_name)
