"""Why there is no stamp, each with a sentence for the page."""


class StampError(Exception):
    """What came holds nothing, and asking again changes nothing by itself."""


class NoStampYetError(StampError):
    """Nothing that can be used came. The same question may be answered later."""


class UntrustedError(StampError):
    """It is a stamp of these bytes, but not by anybody whom the settings trust for it."""
