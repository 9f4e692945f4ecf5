"""What the capture tests may ask for."""

from tests.capture.servers import serve

__all__ = ["serve"]
