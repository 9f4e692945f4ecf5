"""What every test may ask for."""

pytest_plugins = [
    "tests.bucket",
    "tests.chromium",
    "tests.browser",
    "tests.database",
    "tests.desk",
    "tests.postgres",
    "tests.stamps.program",
    "tests.web_client",
]
