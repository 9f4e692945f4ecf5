"""Why a link could not be captured. `message` says what happened, `remedy` what would work."""

from enum import StrEnum

from review.capture.snapshot import Hop
from review.domain.errors import Invalid


class FetchCode(StrEnum):
    BAD_URL = "bad_url"
    BAD_SCHEME = "bad_scheme"
    BAD_PORT = "bad_port"
    PRIVATE_ADDRESS = "private_address"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TIMEOUT = "timeout"
    UNKNOWN_HOST = "unknown_host"
    BAD_TLS = "bad_tls"
    BAD_ANSWER = "bad_answer"
    UNREACHABLE = "unreachable"
    HTTP_ERROR = "http_error"
    NOT_KEPT = "not_kept"
    GIVEN_UP = "given_up"


class FetchError(Invalid):
    """`hops` are the addresses that had answered by then, in order; the last may be half heard."""

    def __init__(self, code: FetchCode, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.code = code
        self.hops: tuple[Hop, ...] = ()


class Refused(FetchError):  # noqa: N818  a refusal is an answer, not an accident
    """The guard will not fetch this; trying again gives the same."""


class Unreachable(FetchError):  # noqa: N818  as above
    """The other side did not give a whole answer; trying again later may work."""
