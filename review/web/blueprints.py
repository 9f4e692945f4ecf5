"""Every blueprint, one per noun."""

from flask import Blueprint

from review.web import accounts, auth, health

BLUEPRINTS: tuple[Blueprint, ...] = (
    auth.blueprint,
    accounts.blueprint,
    accounts.own,
    health.blueprint,
)
