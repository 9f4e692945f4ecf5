"""Where the language model is: any host with OpenAI's chat completions, named by settings."""

from dataclasses import dataclass, field

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from review.capture.targets import Target

_PORTS = {"http": 80, "https": 443}
_CALL = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One host and one model. `key` is sent as a bearer token where it is set."""

    target: Target
    model: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The host as a page names it, with its port where that is an unusual one."""
        return self.target.host_header


def endpoint_of(url: str, model: str, key: str = "") -> Endpoint | None:
    """Read the settings; None where no address or no model is set.

    `url` is the base address, as a rule one that ends in `/v1`, or the whole address of the call.
    Raises ValueError, with words for the operator, for an address that cannot be asked.
    """
    if not (url and model):
        return None
    if not (key + model).isascii() or not (key + model).isprintable():
        raise ValueError("PROOFDESK_LLM_KEY and PROOFDESK_LLM_MODEL hold unusual characters")
    return Endpoint(_target(url), model, key)


def _target(url: str) -> Target:
    wrong = ValueError("PROOFDESK_LLM_URL is no address such as https://llm.example.org/v1")
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise wrong from error
    if parts.scheme not in _PORTS or not parts.host or parts.auth or parts.query or parts.fragment:
        raise wrong
    path = (parts.path or "").rstrip("/") or "/v1"
    whole = path if path.endswith(_CALL) else path + _CALL
    port = parts.port or _PORTS[parts.scheme]
    return Target(url, parts.scheme, parts.host, port, whole)
