"""Every blueprint, one per noun."""

from flask import Blueprint

from review.web import account, accounts, auth, desks, health

BLUEPRINTS: tuple[Blueprint, ...] = (
    auth.blueprint,
    accounts.blueprint,
    desks.blueprint,
    account.blueprint,
    health.blueprint,
)
