"""Every setting of Proofdesk, read from the environment; the defaults run a desk on one machine."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAX_UPLOAD_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process needs to know. `fetch_allow` is the text of PROOFDESK_FETCH_ALLOW.

    `proxies` is how many of our own proxies stand in front and tell the visitor's address.
    `finder_nlp` asks for the tagger of the extra `nlp`. The `llm_*` name a language model, which
    may be asked for suggestions (`review.suggest`); without an address and a model none is.
    """

    data_dir: Path
    database_url: str
    secret_key: str
    evidence_url: str
    redis_url: str = ""
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    fetch_allow: str = ""
    proxies: int = 0
    finder_nlp: bool = False
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def worker_file(self) -> Path:
        """Where the embedded queue of background tasks is kept."""
        return self.data_dir / "tasks.sqlite3"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read PROOFDESK_* settings. Makes the data folder and a secret key where there is none.

    Raises ValueError, naming the setting, for one that cannot be read.
    """
    data_dir = Path(environment.get("PROOFDESK_DATA_DIR", "data")).absolute()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    hosts = environment.get("PROOFDESK_TRUSTED_HOSTS", "")
    return Settings(
        data_dir=data_dir,
        database_url=environment.get(
            "PROOFDESK_DATABASE_URL", f"sqlite:///{data_dir / 'proofdesk.sqlite3'}"
        ),
        secret_key=environment.get("PROOFDESK_SECRET_KEY") or _kept_key(data_dir),
        evidence_url=environment.get("PROOFDESK_EVIDENCE_URL", f"file://{data_dir / 'evidence'}"),
        redis_url=environment.get("PROOFDESK_REDIS_URL", ""),
        base_url=environment.get("PROOFDESK_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        trusted_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        fetch_allow=environment.get("PROOFDESK_FETCH_ALLOW", ""),
        proxies=_count("PROOFDESK_PROXIES", environment.get("PROOFDESK_PROXIES", "0")),
        finder_nlp=asks_for_tagger(environment),
        llm_url=environment.get("PROOFDESK_LLM_URL", "").strip(),
        llm_model=environment.get("PROOFDESK_LLM_MODEL", "").strip(),
        llm_key=environment.get("PROOFDESK_LLM_KEY", "").strip(),
    )


def _count(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise ValueError(f"{name} is {value!r}; give a number such as 1")
    return int(value)


def asks_for_tagger(environment: Mapping[str, str]) -> bool:
    """Whether the claim finder is to use the tagger of the extra `nlp`."""
    return environment.get("PROOFDESK_FINDER_NLP", "") == "1"


def _kept_key(data_dir: Path) -> str:
    """A key made once and kept beside the database, readable by its owner alone."""
    path = data_dir / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii")
