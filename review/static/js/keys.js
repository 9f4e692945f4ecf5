// Single-key shortcuts. A page declares them: `data-key="t"` on a link, button, label or field.
// j and k move over rows (children of [data-rows], or [data-row]), Enter opens a row, ? lists the keys, and
// Ctrl+Enter sends the form with the focus. Never while someone types, never with Ctrl, Alt or Meta.
// WCAG 2.1.4: [data-keys-switch] turns the single keys off for this browser.

const OFF = "proofdesk:keys-off";
const TYPED = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])";
const ROWS = "[data-rows] > li, [data-rows] > tr, [data-row]";
const OPENS = "a[href], button, input, summary";

let here = document.querySelector("[data-rows] .is-here");

const seen = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const stage = () => [...document.querySelectorAll("[popover]")].findLast((one) => one.matches(":popover-open")) ?? document;

function find(key) {
  const place = stage();
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  // A row's own keys (y, p, n, u of an indicator) win over the page's, and never act on the row beside it.
  const row = document.activeElement?.closest(ROWS) ?? here;
  const inRow = row && place.contains(row) ? [...row.querySelectorAll(wanted)] : [];
  const elsewhere = [...place.querySelectorAll(wanted)].filter((one) => !row?.parentElement.contains(one));
  return [...inRow, ...elsewhere].find(seen);
}

function press(element) {
  if (element.matches(TYPED)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
    element.querySelector("input")?.focus();
  }
}

function move(step) {
  const rows = [...stage().querySelectorAll(ROWS)].filter(seen);
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement?.closest(ROWS) ?? here);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  here?.classList.remove("is-here");
  here = next;
  here.classList.add("is-here");
  here.querySelector(OPENS)?.focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
  return true;
}

function send() {
  const form = document.activeElement?.closest("form");
  const main = (form ?? stage()).querySelector("[data-main]");
  if (form && form.method === "post") form.requestSubmit(main?.matches("[type=submit]") ? main : undefined);
  else main?.click();
}

function single(key) {
  // Inside a sheet of rows j and k go from row to row, whatever they mean on the page around it.
  if ((key === "j" || key === "k") && document.activeElement?.closest("[data-row]")) return move(key === "j" ? 1 : -1);
  const declared = find(key);
  if (declared) return press(declared), true;
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "?") return document.getElementById("keys")?.togglePopover(), true;
  if (key === "Enter" && here && document.activeElement === document.body) {
    return here.querySelector(OPENS)?.click(), true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  } else if (!event.ctrlKey && !event.metaKey && !localStorage.getItem(OFF)) {
    if (event.target.closest?.(TYPED)) return;
    if (single(event.key)) event.preventDefault();
  }
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.closest("[hidden]").hidden = false;
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
