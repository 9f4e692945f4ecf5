"""Settings come from the environment alone, and the defaults are safe."""

import re
import stat
from pathlib import Path

from flask import request

import config
from config import from_environment
from review.app import create_app


def environment(tmp_path, **more):
    return {"PROOFDESK_DATA_DIR": str(tmp_path / "kept"), **more}


def test_the_defaults_run_a_desk_for_this_machine_alone(tmp_path):
    found = from_environment(environment(tmp_path))
    assert found.database_url == f"sqlite:///{tmp_path / 'kept' / 'proofdesk.sqlite3'}"
    assert found.evidence_url == f"file://{tmp_path / 'kept' / 'evidence'}"
    assert (found.https, found.trusted_hosts, found.fetch_allow) == (False, (), "")


def test_a_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    first = from_environment(environment(tmp_path)).secret_key
    assert len(first) == 64
    assert from_environment(environment(tmp_path)).secret_key == first
    assert stat.S_IMODE((tmp_path / "kept" / "secret_key").stat().st_mode) == 0o600


def test_an_address_with_tls_makes_cookies_strict(tmp_path):
    found = from_environment(
        environment(
            tmp_path,
            PROOFDESK_BASE_URL="https://desk.harrow.example/",
            PROOFDESK_TRUSTED_HOSTS="desk.harrow.example, other.example",
            PROOFDESK_SECRET_KEY="given",
        )
    )
    assert found.https
    assert found.base_url == "https://desk.harrow.example"
    assert found.trusted_hosts == ("desk.harrow.example", "other.example")
    assert found.secret_key == "given"
    assert create_app(found).config["SESSION_COOKIE_SECURE"] is True


def test_the_visitors_address_is_believed_only_from_a_proxy_of_ours(tmp_path):
    seen = []
    for proxies in ("0", "1"):
        app = create_app(from_environment(environment(tmp_path, PROOFDESK_PROXIES=proxies)))
        app.before_request(lambda: seen.append(request.remote_addr))
        app.test_client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"})
    assert seen == ["127.0.0.1", "203.0.113.9"]


def test_no_language_model_is_known_unless_one_is_named(tmp_path):
    app = create_app(from_environment(environment(tmp_path)))
    assert app.extensions["language_model"] is None
    found = from_environment(
        environment(
            tmp_path,
            PROOFDESK_LLM_URL="https://llm.harrow.example/v1",
            PROOFDESK_LLM_MODEL="small",
            PROOFDESK_LLM_KEY="open sesame",
        )
    )
    model = create_app(found).extensions["language_model"]
    assert (model.host, model.model, model.key) == ("llm.harrow.example", "small", "open sesame")
    assert "sesame" not in repr(found)


def test_the_tagger_is_off_unless_it_is_asked_for(tmp_path):
    assert from_environment(environment(tmp_path)).finder_nlp is False
    assert from_environment(environment(tmp_path, PROOFDESK_FINDER_NLP="1")).finder_nlp is True


def test_files_are_taken_up_to_the_size_that_is_set(tmp_path):
    assert from_environment(environment(tmp_path)).upload_bytes == 200 * 1024 * 1024
    found = from_environment(environment(tmp_path, PROOFDESK_UPLOAD_BYTES="5000000"))
    assert found.upload_bytes == 5_000_000
    assert create_app(found).config["MAX_CONTENT_LENGTH"] > 5_000_000


def test_a_bucket_is_reached_with_a_secret_that_no_log_shows(tmp_path):
    found = from_environment(
        environment(
            tmp_path,
            PROOFDESK_EVIDENCE_URL="s3://evidence/harrow",
            PROOFDESK_S3_ENDPOINT="https://s3.harrow.example",
            PROOFDESK_S3_REGION="vantoria-1",
            PROOFDESK_S3_KEY="desk",
            PROOFDESK_S3_SECRET="open sesame",
        )
    )
    assert found.evidence_url == "s3://evidence/harrow"
    assert (found.s3_endpoint, found.s3_region) == ("https://s3.harrow.example", "vantoria-1")
    assert (found.s3_key, found.s3_secret) == ("desk", "open sesame")
    assert "sesame" not in repr(found)


def test_no_picture_is_made_and_no_authority_asked_unless_the_settings_say_so(tmp_path):
    plain = from_environment(environment(tmp_path))
    assert (plain.snapshot, plain.chromium) == (False, "")
    assert (plain.stamp_urls, plain.stamp_roots, plain.stamp_captures) == ((), "", False)
    program, roots = tmp_path / "chromium", tmp_path / "roots.pem"
    program.touch()
    roots.touch()
    asked = from_environment(
        environment(
            tmp_path,
            PROOFDESK_SNAPSHOT="1",
            PROOFDESK_CHROMIUM=str(program),
            PROOFDESK_STAMP_URLS="https://one.example/tsa, http://two.example:3161",
            PROOFDESK_STAMP_ROOTS=str(roots),
            PROOFDESK_STAMP_CAPTURES="1",
        )
    )
    assert (asked.snapshot, asked.chromium) == (True, str(program))
    assert asked.stamp_urls == ("https://one.example/tsa", "http://two.example:3161")
    assert asked.stamp_roots == str(roots)
    assert asked.stamp_captures


def test_pages_are_looked_at_again_each_week_or_never(tmp_path):
    found = from_environment(environment(tmp_path))
    assert (found.watch_days, found.watch_a_minute) == (7, 6)
    never = from_environment(environment(tmp_path, PROOFDESK_WATCH_DAYS="0"))
    assert never.watch_days == 0


def test_every_setting_is_documented():
    told = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    source = Path(config.__file__).read_text(encoding="utf-8")
    for name in set(re.findall(r'"(PROOFDESK_[A-Z0-9_]+)"', source)):
        assert f"| `{name}` |" in told, name
