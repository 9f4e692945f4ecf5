"""Closed by default."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from review.web import access
from review.web.access import Open
from tests.web_client import Visitor

As = Callable[[str], Visitor]
OPEN = {
    "static", "auth.login", "auth.sign_in", "auth.logout", "auth.invitation", "auth.accept",
    "health.alive", "health.ready",
}  # fmt: skip


def test_a_route_without_an_access_rule_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten.index", lambda: "Open to all")
    with pytest.raises(RuntimeError, match=r"forgotten\.index"):
        access.refuse_undeclared(app)


def test_the_list_of_what_anyone_may_see_is_short_and_known(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {name for name in endpoints if access.rule_of(app, name) is Open.ANYONE} == OPEN


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader", "admin"])
def test_the_top_bar_leads_only_where_one_may_go(as_: As, who: str) -> None:
    visitor = as_(who)
    bar = re.search(r"<header.*?</header>", visitor.page("/"), re.DOTALL)
    assert bar is not None
    led = set(re.findall(r'(?:href|role="search" action)="(/[^"]*)"', bar.group()))
    assert {path: visitor.get(path).status_code for path in led} == dict.fromkeys(led, 200)
    assert ("/queue" in led) == (who != "admin")
    assert ("/ledger" in led) == (who not in {"admin", "reader"})
    assert ("/admin/" in led) == (who == "admin")


def _address(rule: Rule) -> str:
    values = {name: _sample(rule, name) for name in rule.arguments}
    _, path = rule.build(values) or ("", "")
    return str(path)


def _sample(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if hasattr(converter, "num_convert"):
        return 1
    allowed = getattr(converter, "items", None)
    return sorted(allowed)[0] if allowed else "x"


def test_nobody_gets_anything_but_the_way_to_sign_in(app: Flask, visitor: Visitor) -> None:
    token = visitor.token("/login")
    answers = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            data = None if method == "GET" else {"csrf_token": token}
            answer = visitor.client.open(_address(rule), method=method, data=data)
            answers[method, rule.rule] = (answer.status_code, answer.location or "")
    leaks = [
        key
        for key, (status, location) in answers.items()
        if status != (401 if key[1].startswith("/api/") else 303)
        or (status == 303 and not location.startswith("/login"))
    ]
    assert len(answers) > 20
    assert leaks == []


def test_whoever_asks_for_json_is_told_in_json(as_: As) -> None:
    admin = as_("admin")
    wants = {"Accept": "application/json"}
    wrong = admin.post("/admin/people", {"name": "Lena Fosse"}, headers=wants)
    assert wrong.status_code == 422
    assert wrong.json is not None
    assert set(wrong.json["fields"]) == {"email", "role"}
    gone = admin.get("/admin/people/999", headers=wants)
    assert (gone.status_code, "error" in (gone.json or {})) == (404, True)
