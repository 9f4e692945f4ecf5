"""The child's side of looking through an article with the tagger of the extra `nlp`."""

from review.intake import finding
from review.text.spacy_tagger import load_tagger


def main(arguments: list[str]) -> None:
    """As `finding.main`, with the tagger where the extra is installed."""
    finding.main(arguments, load_tagger())


def warm() -> None:
    """Load what children share: some 150 MB with the tagger, once."""
    finding.warm()
    load_tagger()
