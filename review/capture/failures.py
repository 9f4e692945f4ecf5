"""What went wrong on a line, in words."""

import socket
import ssl
from http.client import HTTPException

from urllib3.exceptions import HTTPError, ReadTimeoutError

from review.capture.deadline import Deadline
from review.capture.errors import FetchCode, FetchError, Refused, Unreachable

_LATER = "Try again later, or save the page and attach it as a file."
_AS_FILE = "Save the page and attach it as a file."


def too_large(most: int) -> Refused:
    message = f"The answer is larger than {most / 1e6:g} MB."
    return Refused(FetchCode.TOO_LARGE, message, "Attach the part that matters as a file.")


def too_many_redirects(most: int) -> Refused:
    return Refused(
        FetchCode.TOO_MANY_REDIRECTS,
        f"This link was sent on more than {most} times.",
        "Open it in a browser and use the address of the page where it ends.",
    )


def unreachable(error: Exception, deadline: Deadline) -> FetchError:
    """The failure that an error of a socket, of TLS or of HTTP stands for."""
    if deadline.passed or isinstance(error, TimeoutError | ReadTimeoutError):
        message = "The site did not give its whole answer in time."
        return Unreachable(FetchCode.TIMEOUT, message, _LATER)
    if isinstance(error, socket.gaierror | UnicodeError):
        message = "No site of that name was found."
        return Unreachable(FetchCode.UNKNOWN_HOST, message, "Check the spelling of the link.")
    if isinstance(error, ssl.SSLError):
        message = "The site could not prove who it is: its certificate is not good."
        return Unreachable(FetchCode.BAD_TLS, message, _AS_FILE)
    if isinstance(error, HTTPException | HTTPError | ValueError):
        message = "The site gave an answer that could not be read to its end."
        return Unreachable(FetchCode.BAD_ANSWER, message, _LATER)
    return Unreachable(FetchCode.UNREACHABLE, "The site could not be reached.", _LATER)
