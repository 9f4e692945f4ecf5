// Selected words of the article become a claim. Text stands in elements with `data-start`, the offset of their
// first character in code points; what is not the article's (claim numbers) carries `data-not-text`.
// A selection inside [data-article-text] fills `start` and `end` of form[data-add-claim] and shows it beside the words.

const form = document.querySelector("form[data-add-claim]");

function plain(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll("[data-not-text]").forEach((one) => one.remove());
  return copy.textContent;
}

// JavaScript counts UTF-16 units; the article is addressed in code points.
const points = (text) => [...text].length;

/** What of `element` lies in `range`, without white space at its ends; null when that is nothing. */
function covered(element, range) {
  if (!range.intersectsNode(element)) return null;
  const part = document.createRange();
  part.selectNodeContents(element);
  const before = part.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
  if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
  before.setEnd(part.startContainer, part.startOffset);
  const words = plain(part);
  if (!words.trim()) return null;
  const from = Number(element.dataset.start) + points(plain(before));
  return { start: from + points(words) - points(words.trimStart()), end: from + points(words.trimEnd()) };
}

/** The selected words as {start, end} in code points, end exclusive; null when none of them are the article's. */
export function selected(selection = getSelection()) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const parts = [...document.querySelectorAll("[data-article-text] [data-start], [data-article-text][data-start]")]
    .filter((one) => !one.parentElement.closest("[data-start]"))
    .map((one) => covered(one, range))
    .filter(Boolean);
  return parts.length ? { start: parts[0].start, end: parts.at(-1).end } : null;
}

function show() {
  const found = selected();
  form.hidden = !found;
  if (!found) return;
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - form.offsetWidth - 8);
  form.style.top = `${box.bottom + scrollY + 6}px`;
  form.style.left = `${Math.max(8, left)}px`;
}

if (form) {
  // The form is placed in the page's own coordinates, so it must not sit inside anything positioned.
  document.body.append(form);
  form.classList.add("pd-float");
  form.hidden = true;
  form.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", show);
}
