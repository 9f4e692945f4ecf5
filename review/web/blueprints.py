"""Every blueprint, one per noun."""

from flask import Blueprint

from review.web import (
    account,
    accounts,
    accusations,
    article_claims,
    article_versions,
    articles,
    assessments,
    auth,
    claim_words,
    claims,
    desks,
    discussion,
    evidence,
    evidence_page,
    health,
    imports,
    reports,
    sign_offs,
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
    accusations.blueprint,
    discussion.blueprint,
    evidence_page.blueprint,
    claims.blueprint,
    assessments.blueprint,
    sign_offs.blueprint,
    evidence.blueprint,
    claim_words.blueprint,
    reports.blueprint,
)
