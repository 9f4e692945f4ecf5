"""The small scripts, each on the style page in a real browser; every page works without them."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.style_app import style_app

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
Open = Callable[..., Page]
ROW = "[data-rows] > li"
WORDS = (
    "() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes('draft')))"
)
ARTICLE = (
    "🧪 On 14 March 2025 officers of Bureau 9 took the physicist Ilan Maresk. "
    "It was raining in Ostrane."
)
SELECT = """([from, to]) => {
  const nodes = document.createTreeWalker(document.querySelector('[data-article-text]'), 4);
  const find = (words) => { while (nodes.nextNode()) {
    const at = nodes.currentNode.data.indexOf(words);
    if (at >= 0) return [nodes.currentNode, at]; } };
  const range = document.createRange();
  range.setStart(...find(from));
  nodes.currentNode = document.querySelector('[data-article-text]');
  const [end, at] = find(to);
  range.setEnd(end, at + to.length);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture
def posts() -> list[dict[str, str]]:
    return []


@pytest.fixture
def page(serve: Serve, open_page: Open, posts: list[dict[str, str]]) -> Page:
    return open_page(serve(style_app(posts)) + "/style")


def test_j_and_k_walk_the_rows_and_enter_opens_one(page: Page) -> None:
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.locator(ROW).first).to_have_class("is-here")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-2")


def test_a_declared_key_presses_its_button(page: Page, posts: list[dict[str, str]]) -> None:
    page.keyboard.press("t")
    page.wait_for_url("**/act")
    assert posts == [{"path": "/act", "csrf_token": "token"}]


def test_a_number_picks_the_verdict(page: Page) -> None:
    page.keyboard.press("3")
    expect(page.get_by_role("radio", name="Disputed")).to_be_checked()


def test_the_keys_of_an_indicator_answer_the_row_one_stands_in(page: Page) -> None:
    page.locator("input[name=second]").first.focus()
    page.keyboard.press("n")
    expect(page.locator("input[name=second][value=no]")).to_be_checked()
    expect(page.locator("input[name=first][value=yes]")).to_be_checked()


def test_no_key_acts_while_someone_types_or_holds_a_modifier(page: Page) -> None:
    page.get_by_label("New wording").press_sequentially("tj3?")
    expect(page.get_by_label("New wording")).to_have_value("tj3?")
    page.get_by_label("New wording").blur()
    page.keyboard.press("Alt+3")
    expect(page.get_by_role("radio", name="Attributed only")).to_be_checked()
    expect(page.locator("#keys")).to_be_hidden()


def test_a_slash_goes_to_find_and_a_question_mark_lists_the_keys(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").blur()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_single_keys_can_be_turned_off_and_stay_off(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_label("Single keys act on this browser").uncheck()
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()


def test_control_and_enter_send_the_form_one_types_in(
    page: Page, posts: list[dict[str, str]]
) -> None:
    page.get_by_label("New wording").fill("forty pages that it calls secret")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/act")
    assert posts[-1]["wording"] == "forty pages that it calls secret"
    assert posts[-1]["version"] == "3"


def test_a_draft_is_kept_as_it_is_typed_and_the_page_says_so(
    page: Page, posts: list[dict[str, str]]
) -> None:
    page.get_by_label("New wording").press_sequentially("so far")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft kept")
    assert (posts[-1]["path"], posts[-1]["wording"]) == ("/draft", "so far")
    assert page.evaluate(WORDS) == "[]"


def test_words_survive_a_lost_connection_and_are_put_back(page: Page) -> None:
    page.route("**/draft", lambda route: route.abort())
    page.get_by_label("New wording").fill("not lost")
    expect(page.locator("[data-draft-status]")).to_contain_text("safe in this browser")
    assert "not lost" in page.evaluate(WORDS)
    assert "token" not in page.evaluate(WORDS)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("New wording")).to_have_value("not lost")
    page.unroute("**/draft")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft kept")
    assert page.evaluate(WORDS) == "[]"


def test_who_signs_out_leaves_no_word_of_theirs_in_the_browser(page: Page) -> None:
    page.evaluate("localStorage.setItem('proofdesk:draft:7:/claims/2/draft', '[]')")
    page.evaluate("localStorage.setItem('proofdesk:draft:8:/claims/2/draft', '[]')")
    asked: list[str] = []
    for answer in ("dismiss", "accept"):
        page.once("dialog", lambda dialog, done=answer: (asked.append(dialog.message),
                                                         getattr(dialog, done)()))  # fmt: skip
        page.get_by_role("button", name="Your menu").click()
        page.get_by_role("button", name="Sign out").click()
        if answer == "dismiss":
            assert "draft:7" in page.evaluate(WORDS)
            page.keyboard.press("Escape")
    page.wait_for_load_state()
    assert page.evaluate(WORDS).count("draft:") == page.evaluate(WORDS).count("draft:8") == 1
    assert all("never reached the desk" in words for words in asked)


def test_a_draft_that_was_overtaken_says_that_the_words_are_kept(page: Page) -> None:
    page.route("**/draft", lambda route: route.fulfill(status=409))
    page.get_by_label("New wording").fill("mine")
    expect(page.locator("[data-draft-status]")).to_contain_text("Someone else changed this")
    assert "mine" in page.evaluate(WORDS)
    page.once("dialog", lambda dialog: dialog.accept())


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("On 14", "March", "On 14 March"),
        ("🧪", "On 14", "🧪 On 14"),
        ("Maresk", "It", "Maresk. It"),
        (" took", "the ", "took the"),
    ],
)
def test_selected_words_become_offsets_in_code_points(
    page: Page, first: str, last: str, words: str
) -> None:
    page.evaluate(SELECT, [first, last])
    expect(page.get_by_role("button", name="Add claim")).to_be_visible()
    form = page.locator("form[data-add-claim]")
    start = int(form.locator("[name=start]").input_value())
    end = int(form.locator("[name=end]").input_value())
    assert ARTICLE[start:end] == words


def test_words_outside_the_article_offer_no_claim(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    expect(page.get_by_role("button", name="Add claim")).to_be_hidden()


def test_a_pending_part_is_replaced_when_its_work_is_done(page: Page) -> None:
    expect(page.locator("#done")).to_have_text("Captured, 12:03")
    expect(page.locator("#pending")).to_have_count(0)


def test_a_pasted_link_goes_into_the_evidence_form_and_is_not_sent(
    page: Page, posts: list[dict[str, str]]
) -> None:
    paste(page, "https://harrow.example/ruling")
    expect(page.locator("#evidence-url")).to_have_value("https://harrow.example/ruling")
    expect(page.locator("#evidence-url")).to_be_visible()
    assert posts == []


def test_pasted_words_become_a_note(page: Page) -> None:
    paste(page, "read in open court")
    expect(page.locator("#evidence-note")).to_have_value("read in open court")


def test_a_dropped_file_goes_into_the_file_field(page: Page) -> None:
    drop(page, 5)
    name = page.locator("#evidence-file").evaluate("field => field.files[0].name")
    assert name == "ruling.txt"
    expect(page.locator("#evidence-file")).to_be_visible()


def test_a_file_that_is_too_large_is_told_beside_its_field_and_not_sent(
    page: Page, posts: list[dict[str, str]]
) -> None:
    field, told = page.locator("#evidence-file"), page.locator("[data-large]")
    field.evaluate("field => { field.dataset.most = 100; }")
    drop(page, 101)
    expect(told).to_contain_text("larger than what can be sent")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.evaluate("field => field.form.requestSubmit()")
    expect(field).to_be_focused()
    assert posts == []
    drop(page, 100)
    expect(told).to_have_count(0)
    expect(field).to_have_attribute("aria-invalid", "false")


def drop(page: Page, size: int) -> None:
    """Drop a file of so many bytes anywhere on the page."""
    page.evaluate(
        """(size) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['x'.repeat(size)], 'ruling.txt'));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
        }""",
        size,
    )


def paste(page: Page, words: str) -> None:
    page.evaluate(
        """(words) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', words);
          const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true });
          document.body.dispatchEvent(paste);
        }""",
        words,
    )
