// Paste or drop anywhere on the page: a file goes into the file field of form[data-drop], a link into its
// `url` field, words with one link in them into its `excerpt` and `url`, others into its `note` or `text`. What hides the form (a dialog, a <details>) opens; nothing is sent.

const field = (wanted) => document.querySelector(`form[data-drop] ${wanted}`);
const typing = (target) => target?.closest?.("textarea, input, [contenteditable]");

function reveal(element) {
  const dialog = element.closest("[popover]");
  if (dialog && !dialog.matches(":popover-open")) dialog.showPopover();
  element.closest("details")?.setAttribute("open", "");
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.focus();
}

function link(text) {
  const line = text.trim();
  return /^https?:\/\/\S+$/i.test(line) && URL.canParse(line) ? line : null;
}

// A link to what a closed <details> hides opens it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  const wanted = link && document.querySelector(link.hash);
  if (!wanted) return;
  event.preventDefault();
  wanted.closest("details")?.setAttribute("open", "");
  wanted.focus();
});

// A file above input[data-most] is told before it is sent, beside its field, and not sent.
function tooLarge(input) {
  const most = Number(input.dataset.most);
  const large = [...input.files].some((file) => file.size > most);
  input.setAttribute("aria-invalid", String(large));
  let words = input.parentElement.querySelector("[data-large]");
  if (large && !words) {
    words = Object.assign(document.createElement("p"), { className: "pd-error", role: "alert" });
    words.dataset.large = "";
    words.textContent = "This file is larger than what can be sent. Choose a smaller one, or only the pages you need.";
    input.before(words);
  }
  if (!large) words?.remove();
  return large;
}

document.addEventListener("input", (event) => event.target.matches?.("input[data-most]") && tooLarge(event.target));
document.addEventListener("submit", (event) => {
  const wrong = [...event.target.querySelectorAll("input[data-most]")].find(tooLarge);
  if (!wrong) return;
  event.preventDefault();
  wrong.focus();
});

/** True when these are words of a page together with its one link, and the form takes both. */
function quoted(text) {
  const [url, excerpt] = [field("[name=url]"), field("[name=excerpt]")];
  const links = text.match(/https?:\/\/\S*[^\s.,;:!?)\]>"'”»]/gi) ?? [];
  const words = text.replace(links[0], "").replace(/[\s(<[]+[\s)>\]]*$/, "").trim();
  if (!url || !excerpt || links.length !== 1 || !words || !link(links[0])) return false;
  url.value = links[0];
  excerpt.value = words;
  reveal(excerpt);
  return true;
}

/** True when something was taken out of `data`, a DataTransfer. */
function take(data) {
  const files = field("input[type=file]");
  if (files && data.files.length) {
    files.files = data.files;
    reveal(files);
    return true;
  }
  const text = data.getData("text/uri-list") || data.getData("text/plain");
  if (quoted(text)) return true;
  const into = link(text) ? field("[name=url]") : field(":is([name=note], [name=text])");
  if (!into || !text.trim()) return false;
  into.value = link(text) ?? text;
  reveal(into);
  return true;
}

const mark = (on) => document.body.classList.toggle("is-dropping", on);

if (field("input, textarea")) {
  document.addEventListener("paste", (event) => {
    if (!typing(event.target) && take(event.clipboardData)) event.preventDefault();
  });
  document.addEventListener("dragover", (event) => {
    if (typing(event.target)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", (event) => !event.relatedTarget && mark(false));
  document.addEventListener("drop", (event) => {
    mark(false);
    if (!typing(event.target) && take(event.dataTransfer)) event.preventDefault();
  });
}
