"""Every blueprint, one per noun."""

from flask import Blueprint

from review.web import (
    account,
    accounts,
    article_claims,
    article_versions,
    articles,
    auth,
    desks,
    health,
    imports,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    auth.blueprint,
    accounts.blueprint,
    desks.blueprint,
    account.blueprint,
    health.blueprint,
    articles.blueprint,
    imports.blueprint,
    article_claims.blueprint,
    article_versions.blueprint,
)
