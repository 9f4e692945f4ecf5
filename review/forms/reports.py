"""Making a report: for whom."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from review.domain.vocabulary import Variant
from review.forms.act import ActForm


class ReportForm(ActForm):
    variant = RadioField(
        "For whom",
        choices=[SelectChoice(variant.value, variant.title_text) for variant in Variant],
        default=Variant.PUBLIC.value,
    )
