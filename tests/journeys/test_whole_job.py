"""The main job from an article to a verified claim report, by the hands of four people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import Person
from tests.journeys.world import (
    ACCUSATION,
    ARTICLE,
    FIGURE,
    OPINION,
    QUOTE,
    TITLE,
    House,
)

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]

# What Ana alone writes and chooses; nobody else may meet it before their own assessment is in.
ANA_SAYS = (
    "Most of the pages were public before the charge.",
    "The institute keeps the register itself.",
    "A stamp of 2019 is on every sheet.",
    "Heard from one person only.",
    "The count of pages is hers.",
)
ANA_CHOSE = "Contradicted"
JONAS_SAYS = "The register does not cover pages 11 and 12."
INDICATORS = {
    "The alleged secret was public": "Yes",
    "Counsel of choice was denied": "Yes",
}
FORMS = {"Page": ".html", "Table": ".csv", "Data": ".json", "ClaimReview": ".jsonld"}


def test_from_an_article_to_a_verified_report(house: House, enter: Enter, tmp_path: Path) -> None:
    editor = enter("editor", accept_downloads=True)
    import_the_article(editor)
    assess_first(enter("ana"), tmp_path)
    assess_second(enter("jonas"))
    adjudicate(enter("sera"))
    settle_and_sign(editor)
    report_and_verify(house, editor, tmp_path)
    new_evidence_voids_the_signature(house, enter("jonas"), editor)


def import_the_article(editor: Person) -> None:
    editor.bring_in(ARTICLE, TITLE)
    expect(editor.part("Coverage")).to_contain_text("3 claims")
    expect(editor.part("To decide")).to_contain_text("Every sentence is accounted for.")
    editor.place("Queue")
    claims = editor.part("Claims")
    for sentence in (ACCUSATION, FIGURE, QUOTE):
        expect(claims.get_by_role("link", name=sentence)).to_be_visible()
    expect(claims.get_by_role("link", name=OPINION)).to_have_count(0)


def assess_first(ana: Person, folder: Path) -> None:
    ana.open_claim(ACCUSATION)
    ana.take()
    attach_three(ana, folder)
    ana.derive("E2", "E1", "Same document", "The letter names the register.")
    ana.tab("Accusation sheet")
    ana.answer_sheet(INDICATORS)
    ana.told("Your answers are kept in your draft.")
    flag(ana)
    ana.grade("E1", "A2", "Undermines", ANA_SAYS[1])
    ana.grade("E2", "B2", "Undermines", ANA_SAYS[2])
    ana.grade("E3", "C4", "Supports", ANA_SAYS[3])
    ana.submit(ANA_CHOSE, "Reword", "2", "")
    expect(ana.page.get_by_role("alert")).to_contain_text("Write the new wording")
    ana.page.get_by_label("New wording").fill("Bureau 9 says that Ilan Maresk sent pages abroad.")
    ana.submit(ANA_CHOSE, "Reword", "2", ANA_SAYS[0])
    ana.told("Your assessment is in.")
    expect(ana.part("Your assessment")).to_contain_text(ANA_CHOSE)


def attach_three(ana: Person, folder: Path) -> None:
    scan = folder / "letter.txt"
    scan.write_text("The institute released thirty-eight pages.", encoding="utf-8")
    ana.attach(
        1,
        {"Link": ana.house.page_url, "Title": "Register of releases", "Source": "Lenth Institute"},
        stance="Undermines",
    )
    expect(ana.piece(1)).to_contain_text("Captured")
    expect(ana.piece(1)).to_contain_text("Bytes held")
    ana.attach(2, {"File": str(scan), "Source": "Lenth Institute", "Where in it": "Page 1"})
    ana.attach(3, {"Note": "Delia Forsant, his lawyer, counted the pages.", "Source": "D. Forsant"})
    expect(ana.part("Evidence 3")).to_contain_text("Three items")


def flag(ana: Person) -> None:
    ana.page.keyboard.press("f")
    asked = ana.page.get_by_role("dialog", name="Flag: possibly fabricated")
    asked.get_by_label("What makes you think so").fill(ANA_SAYS[4])
    asked.get_by_role("button", name="Flag the claim").click()
    ana.told("The claim is flagged, and the editors see it first.")


def assess_second(jonas: Person) -> None:
    jonas.open_claim(ACCUSATION)
    meets_nothing_of_the_first(jonas)
    jonas.open_claim(ACCUSATION)
    jonas.take()
    meets_nothing_of_the_first(jonas)
    jonas.open_claim(ACCUSATION)
    jonas.tab("Accusation sheet")
    jonas.answer_sheet(INDICATORS)
    jonas.told("Your answers are kept in your draft.")
    for piece in ("E1", "E2", "E3"):
        jonas.grade(piece, "B3", "Context", "It was seen, no more.")
    jonas.submit("Disputed", "Hold", "3", JONAS_SAYS)
    jonas.told("Your assessment is in.")


def meets_nothing_of_the_first(jonas: Person) -> None:
    """On no page that he can reach; the evidence itself is shared."""
    claim = jonas.page.url.partition("?")[0].partition("#")[0]
    ways = [f"{claim}?tab={name}" for name in ("sheet", "replies", "discussion", "history")]
    ways += [f"{claim}/history", *("/", "/queue", "/accusations", "/ledger", "/sources")]
    for way in ways:
        answer = jonas.page.goto(way if "//" in way else jonas.house.address + way)
        assert answer is not None
        assert answer.ok, way
        seen = jonas.page.content()
        assert [words for words in ANA_SAYS if words in seen] == [], way
        expect(jonas.page.get_by_role("img", name="Grade C4")).to_have_count(0)
    jonas.page.goto(claim)
    expect(jonas.part("Evidence 3")).to_be_visible()
    shown = jonas.page.get_by_text(ANA_CHOSE, exact=True).count()
    to_choose = jonas.page.get_by_role("group", name="Verdict").get_by_text(ANA_CHOSE, exact=True)
    assert shown == to_choose.count()


def adjudicate(sera: Person) -> None:
    sera.open_claim(ACCUSATION)
    expect(sera.part("Where they differ")).to_contain_text("Verdict")
    sera.verdict("Disputed")
    sera.choose("Recommendation", "Hold")
    sera.page.get_by_label("The claim as a whole").select_option("3")
    decide = sera.page.get_by_role("form", name="Decide where they differ")
    decide.get_by_label("Reason", exact=True).fill("Two pages are not accounted for.")
    sera.press("Decide")
    sera.told("Your decision stands.")


def settle_and_sign(editor: Person) -> None:
    editor.open_claim(ACCUSATION)
    expect(editor.page.get_by_role("button", name="Sign off")).to_have_count(0)
    expect(gate(editor, "Right of reply")).to_contain_text("Closed")
    editor.tab("Accusation sheet")
    editor.page.get_by_label("Your answer to the flag").fill("Rightly raised; the pages are known.")
    editor.press("Settle the flag")
    editor.told("The flag is settled.")
    editor.page.get_by_label("Add to this ledger").fill("Pages 11 and 12 are on no list.")
    editor.page.get_by_label("Rests on", exact=True).fill("E1")
    editor.press("Add entry")
    editor.told("The note is in the ledger")
    editor.tab("Replies")
    editor.page.get_by_label("Who was asked").fill("Ilan Maresk")
    editor.page.get_by_label("Channel").fill("Letter to his lawyer")
    editor.page.get_by_label("What exactly was asked").fill("Did you send pages 11 and 12?")
    editor.press("Record the request")
    for name in ("Assessments complete", "Indicator sheet closed", "What the level asks for",
                 "Right of reply", "Evidence preserved", "No open query"):  # fmt: skip
        expect(gate(editor, name)).to_contain_text("Open")
    sign(editor)


def gate(person: Person, name: str) -> object:
    return person.part("Gates").get_by_role("listitem").filter(has_text=name)


def sign(editor: Person) -> None:
    expect(editor.part("What will be signed")).to_contain_text("Content hash, SHA-256")
    editor.page.get_by_label("I have read every assessment").check()
    editor.press("Sign off")
    expect(editor.part("What was signed")).to_contain_text("Signed off by First editor")


def report_and_verify(house: House, editor: Person, folder: Path) -> None:
    editor.follow(TITLE)
    editor.follow("Reports")
    editor.press("Make a draft")
    expect(editor.page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    kept = {}
    for name, ending in FORMS.items():
        with editor.page.expect_download() as coming:
            editor.part("Take it away").get_by_role("link", name=name, exact=True).click()
        assert coming.value.suggested_filename.endswith(ending)
        kept[name] = folder / coming.value.suggested_filename
        coming.value.save_as(kept[name])
        assert kept[name].stat().st_size > 0
    _, head = house.run("ledger", "head").stdout.split()
    for name in ("Data", "Page"):
        done = house.run("verify", str(kept[name]), "--head", head)
        assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(kept["Data"].read_text(encoding="utf-8"))
    assert [claim["content"]["claim"]["text"] for claim in found["claims"]] == [ACCUSATION]


def new_evidence_voids_the_signature(house: House, jonas: Person, editor: Person) -> None:
    jonas.open_claim(ACCUSATION)
    expect(jonas.part("What was signed")).to_be_visible()
    jonas.attach(4, {"Note": "Pages 11 and 12 were found in a drawer.", "Source": "A clerk"})
    expect(jonas.part("What was signed")).to_have_count(0)
    expect(jonas.page.get_by_text("The signature was voided:")).to_contain_text("E4")
    editor.open_claim(ACCUSATION)
    expect(editor.page.get_by_text("The signature was voided:")).to_contain_text("E4")
    editor.tab("History")
    expect(editor.part("History")).to_contain_text("void")
    done = house.run("ledger", "verify")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Sound:")
