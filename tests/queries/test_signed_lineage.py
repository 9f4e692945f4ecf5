"""What is signed of where evidence comes from: as before within the claim, and more beyond it."""

import json

from review.domain.report import from_plain
from review.domain.vocabulary import DerivationKind, DisclosureLevel, Variant
from review.models import Source
from review.queries.signed_content import signed_content
from review.services import sources
from review.services.derivations import Parent, derive
from review.services.reports import make_report
from tests.desk import Desk

OLD_KEYS = {"items", "origins", "accuser_origins", "circular", "sentence", "spoken"}


def links(desk: Desk) -> Source:
    """E2 comes from E1, E1 from a letter on another claim, that from a sealed source."""
    first = desk.attached(desk.plain, words="The gazette.", source="Vantoria Gazette")
    second = desk.attached(desk.plain, words="The wire.", source="Vantor Press")
    letter = desk.attached(desk.third, words="A letter by the night porter.", source="Envelope")
    porter = sources.named_source(desk.session, actor=desk.editor, name="Otmar Vell")
    porter.disclosure = DisclosureLevel.SEALED
    letter.evidence.source = porter
    desk.session.flush()
    for child, parent in (
        (second, Parent(first.evidence_id)),
        (first, Parent(letter.evidence_id)),
        (letter, Parent(source="Bureau 9")),
    ):
        derive(desk.session, evidence_id=child.evidence_id, parent=parent, actor=desk.ana,
               kind=DerivationKind.QUOTES, reason="Otmar Vell says so himself.")  # fmt: skip
    return porter


def test_content_without_links_beyond_the_claim_has_the_keys_it_always_had(desk: Desk) -> None:
    for words in ("one", "two"):
        desk.attached(desk.plain, words=words, source=words)
    content = signed_content(desk.file(desk.plain))
    assert not {"further_derivations", "forebears"} & set(content)
    assert set(content["origins"]) == OLD_KEYS
    desk.attached(desk.plain, words="three")
    assert signed_content(desk.file(desk.plain))["origins"]["unknown_items"] == 1


def test_links_beyond_the_claim_are_signed_with_what_they_lead_to(desk: Desk) -> None:
    porter = links(desk)
    content = signed_content(desk.file(desk.plain))
    assert [(link["child"], link["parent"]) for link in content["derivations"]] == [(2, 1)]
    further = [(link["child"], link["parent"]) for link in content["further_derivations"]]
    assert further == [("E1", "P1"), ("P1", "S1")]
    piece, source = content["forebears"]
    assert (piece["called"], piece["title"]) == ("P1", "A letter by the night porter.")
    assert piece["source"]["id"] == porter.id
    assert (source["called"], source["source"]["name"]) == ("S1", "Bureau 9")
    assert json.loads(json.dumps(content)) == content


def test_that_nobody_knows_where_a_piece_comes_from_is_signed_too(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Gazette")
    derive(desk.session, evidence_id=row.evidence_id, parent=Parent(), actor=desk.ana,
           kind=DerivationKind.UNKNOWN)  # fmt: skip
    content = signed_content(desk.file(desk.plain))
    (link,) = content["further_derivations"]
    assert (link["child"], link["parent"], content["forebears"]) == ("E1", None, [])


def test_no_report_tells_a_sealed_source_that_stands_beyond_the_claim(desk: Desk) -> None:
    links(desk)
    desk.signed(desk.plain)
    for variant, told in (
        (Variant.PUBLIC, False),
        (Variant.LEGAL, False),
        (Variant.INTERNAL, True),
    ):
        row = make_report(desk.session, article_id=desk.article.id, actor=desk.editor,
                          variant=variant, base_url="https://desk.example")  # fmt: skip
        for secret in ("Otmar Vell", "night porter"):
            assert (secret in row.content) is told
        report = from_plain(json.loads(row.content))
        (claim,) = report.claims
        assert [one.called for one in claim.signed.forebears] == ["P1", "S1"]
        assert [one.parent for one in claim.signed.further_derivations] == ["P1", "S1"]
        assert ("P1: source withheld (sealed)" in claim.withheld) is not told
