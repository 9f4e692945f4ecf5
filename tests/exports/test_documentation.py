"""What goes out to strangers is described to them."""

from pathlib import Path

from review.domain.report import SCHEMA
from review.domain.vocabulary import Variant
from review.exports import FORMATS, SCHEMA_FILE
from review.exports.claim_table import COLUMNS

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "reports.md").read_text()


def test_the_manual_names_every_form_variant_and_column() -> None:
    wanted = [*FORMATS, *COLUMNS, *(variant.value for variant in Variant), SCHEMA]
    assert [word for word in wanted if f"`{word}`" not in MANUAL] == []


def test_the_manual_leads_to_the_published_schema() -> None:
    assert f"(../{SCHEMA_FILE.relative_to(ROOT)})" in MANUAL
