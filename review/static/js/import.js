// Sends form[data-import] and marks each step of the import as the server names it.
// Without this script the same form works, and the answer comes at the end.

const LINES = "application/x-ndjson";
const steps = () => [...document.querySelectorAll("[data-step]")];
const form = () => document.querySelector("form[data-import]");

function say(words) {
  const place = document.querySelector("[data-step-said]");
  if (place) place.textContent = words;
}

function mark(done) {
  const all = steps();
  const at = done ? all.findIndex((one) => one.dataset.step === done) : -1;
  all.forEach((one, number) => {
    one.classList.toggle("is-done", number <= at);
    one.classList.toggle("is-now", number === at + 1);
  });
  const next = all[at + 1];
  if (next) say(`Step ${at + 2} of ${all.length}: ${next.querySelector("b").textContent}`);
}

async function* lines(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
  }
}

/** The page as it came back: what was typed, and what is wrong with it. */
function replace(html) {
  const files = form().elements.file.files;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
  form().elements.file.files = files;
  document.querySelector("main [role=alert]")?.scrollIntoView();
  document.querySelector("main [role=alert] a")?.focus();
}

function finish(line) {
  if (line.page) return replace(line.page);
  mark("store");
  location.assign(line.go);
}

async function send(sent) {
  const button = sent.querySelector("[data-main]");
  button.disabled = true;
  mark(null);
  try {
    const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), headers: { Accept: LINES } });
    if (!answer.headers.get("Content-Type")?.startsWith(LINES)) return replace(await answer.text());
    for await (const line of lines(answer)) line.step ? mark(line.step) : finish(line);
  } catch {
    say("The connection was lost. Your words are still here; send them again.");
    steps().forEach((one) => one.classList.remove("is-now"));
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-import]")) return;
  event.preventDefault();
  send(event.target);
});
