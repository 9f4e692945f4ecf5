"""Verbs on a session: each loads with a lock, asks the policy, acts, and writes one ledger row."""
