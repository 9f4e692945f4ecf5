"""A busy machine must not decide whether a property holds."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
