"""ClaimReview: one object a claim, with the words of the page."""

import json
from dataclasses import replace
from typing import Any

from review.exports.claim_review import render
from review.exports.page import render as render_page
from tests.report_sample import WORDS, draft, final


def graph(raw: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(raw)["@graph"]
    return found


def test_a_claim_that_cannot_be_checked_has_no_object() -> None:
    assert [one["claimReviewed"] for one in graph(render(draft()))] == [WORDS[1], WORDS[3]]


def test_an_object_has_what_is_required_of_it() -> None:
    for one in graph(render(draft())):
        assert one["@type"] == "ClaimReview"
        assert one["url"].startswith("https://desk.example/reports/5#claim-")
        assert one["reviewRating"]["alternateName"]
        assert one["itemReviewed"]["@type"] == "Claim"


def test_a_number_is_given_only_where_the_verdict_has_one() -> None:
    first, second = (one["reviewRating"] for one in graph(render(draft())))
    assert "ratingValue" not in first
    assert (second["ratingValue"], second["worstRating"], second["bestRating"]) == (4, 1, 5)


def test_the_page_at_that_address_shows_the_same_words() -> None:
    page = render_page(draft()).decode()
    for one in graph(render(draft())):
        anchor = one["url"].partition("#")[2]
        section = page.partition(f'id="{anchor}"')[2].partition("</article>")[0]
        assert one["claimReviewed"] in section
        assert one["reviewRating"]["alternateName"] in section


def test_a_draft_says_so_in_each_object_and_a_final_report_does_not() -> None:
    assert {one["creativeWorkStatus"] for one in graph(render(draft()))} == {"Draft"}
    assert all(
        "creativeWorkStatus" not in one for one in graph(render(replace(draft(), draft=False)))
    )


def test_who_said_it_is_its_author_and_else_the_publisher() -> None:
    first, second = (one["itemReviewed"]["author"] for one in graph(render(draft())))
    assert first == {"name": "Bureau 9"}
    assert second == {"@type": "Organization", "name": "The Harrow Ledger"}


def test_what_is_not_known_is_left_out_and_not_left_blank() -> None:
    bare = replace(draft(), base_url="", article=final().article)
    one = graph(render(bare))[1]
    assert one["url"] == "/reports/5#claim-3"
    assert "url" not in one["author"]
    assert one["itemReviewed"]["appearance"] == {"@type": "CreativeWork", "headline": "Quiet day"}
    assert "author" not in one["itemReviewed"]
    assert "datePublished" not in one["itemReviewed"]
