"""Every setting of Proofdesk, read from the environment; the defaults run a desk on one machine."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MAX_UPLOAD_BYTES = 200 * 1024 * 1024
# The most that a size in the database can say.
UPLOAD_CEILING = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process needs to know. `fetch_allow` is the text of PROOFDESK_FETCH_ALLOW.

    `proxies` is how many of our own proxies stand in front and tell the visitor's address.
    `finder_nlp` asks for the tagger of the extra `nlp`. The `llm_*` name a language model, which
    may be asked for suggestions (`review.suggest`); without an address and a model none is.
    `s3_*` reach the bucket of an evidence address `s3://`. `snapshot` asks for pictures of
    captured pages by `chromium`, or by the one that is found. Pages are looked at again after
    `watch_days`, `watch_a_minute` at most; 0 days: never. `stamp_urls` are the authorities for
    time stamps, `stamp_roots` the PEM file of whom we trust for them; `stamp_captures` has each
    captured page stamped by itself.
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
    upload_bytes: int = MAX_UPLOAD_BYTES
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key: str = ""
    s3_secret: str = field(default="", repr=False)
    snapshot: bool = False
    chromium: str = ""
    watch_days: int = 7
    watch_a_minute: int = 6
    stamp_urls: tuple[str, ...] = ()
    stamp_roots: str = ""
    stamp_captures: bool = False

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
    return Settings(
        data_dir=data_dir,
        database_url=environment.get(
            "PROOFDESK_DATABASE_URL", f"sqlite:///{data_dir / 'proofdesk.sqlite3'}"
        ),
        secret_key=environment.get("PROOFDESK_SECRET_KEY") or _kept_key(data_dir),
        evidence_url=environment.get("PROOFDESK_EVIDENCE_URL", f"file://{data_dir / 'evidence'}"),
        redis_url=environment.get("PROOFDESK_REDIS_URL", ""),
        base_url=environment.get("PROOFDESK_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        trusted_hosts=_listed(environment.get("PROOFDESK_TRUSTED_HOSTS", "")),
        fetch_allow=environment.get("PROOFDESK_FETCH_ALLOW", ""),
        proxies=_number(environment, "PROOFDESK_PROXIES", 0),
        finder_nlp=asks_for_tagger(environment),
        llm_url=environment.get("PROOFDESK_LLM_URL", "").strip(),
        llm_model=environment.get("PROOFDESK_LLM_MODEL", "").strip(),
        llm_key=environment.get("PROOFDESK_LLM_KEY", "").strip(),
        upload_bytes=_number(environment, "PROOFDESK_UPLOAD_BYTES", MAX_UPLOAD_BYTES, least=1),
        s3_endpoint=_web_address("PROOFDESK_S3_ENDPOINT", environment),
        s3_region=environment.get("PROOFDESK_S3_REGION", "").strip(),
        s3_key=environment.get("PROOFDESK_S3_KEY", "").strip(),
        s3_secret=environment.get("PROOFDESK_S3_SECRET", "").strip(),
        snapshot=environment.get("PROOFDESK_SNAPSHOT", "") == "1",
        chromium=_file("PROOFDESK_CHROMIUM", environment),
        watch_days=_number(environment, "PROOFDESK_WATCH_DAYS", 7),
        watch_a_minute=_number(environment, "PROOFDESK_WATCH_A_MINUTE", 6, least=1),
        stamp_urls=_web_addresses("PROOFDESK_STAMP_URLS", environment),
        stamp_roots=_file("PROOFDESK_STAMP_ROOTS", environment),
        stamp_captures=environment.get("PROOFDESK_STAMP_CAPTURES", "") == "1",
    )


def _number(environment: Mapping[str, str], name: str, usual: int, *, least: int = 0) -> int:
    value = environment.get(name, str(usual)).strip()
    if not (value.isascii() and value.isdigit() and least <= int(value) <= UPLOAD_CEILING):
        raise ValueError(f"{name} is {value!r}; give a number from {least} to {UPLOAD_CEILING}")
    return int(value)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _web_addresses(name: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    addresses = _listed(environment.get(name, ""))
    for address in addresses:
        if not _is_web_address(address):
            raise ValueError(f"{name} has {address!r}; give addresses such as https://example.org")
    return addresses


def _web_address(name: str, environment: Mapping[str, str]) -> str:
    addresses = _web_addresses(name, environment)
    if len(addresses) > 1:
        raise ValueError(f"{name} names {len(addresses)} addresses; give one")
    return "".join(addresses)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _file(name: str, environment: Mapping[str, str]) -> str:
    path = environment.get(name, "").strip()
    if path and not Path(path).is_file():
        raise ValueError(f"{name} is {path!r}, and no such file is there")
    return path


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
