"""How a bucket is reached."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """What is empty is taken from the usual AWS_* variables of the environment."""

    endpoint: str = ""
    region: str = ""
    key: str = ""
    secret: str = field(default="", repr=False)
