// Keeps what is being typed. A form with `data-draft-url` is posted there a moment after the last key,
// files excepted; any 2xx answer means kept. `data-draft-user` names whose words they are.
// When the server cannot be reached or refuses, the words stay in this browser until it takes them again:
// they are put back when the page is next opened. [data-draft-status] in the form says how it stands;
// [data-draft-steps="URL"], what is still missing, is fetched anew from there after every keeping.

const PAUSE = 1200;
const RETRY = 15000;

const clock = () => new Date().toISOString().slice(11, 16);

function attach(form) {
  const key = `proofdesk:draft:${form.dataset.draftUser}:${form.dataset.draftUrl}`;
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let typed = 0; // counts changes, so that an answer to an older text is not taken for the newest
  let kept = 0;
  let flight = null;

  const say = (words, alarming) => {
    if (!status) return;
    status.setAttribute("role", alarming ? "alert" : "note");
    status.textContent = words;
  };
  // What the server hands out (token, version, once) is new on every page and never put back.
  const words = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"], input[type=password][name="${CSS.escape(name)}"]`));

  async function look() {
    const steps = form.querySelector("[data-draft-steps]");
    if (!steps) return;
    const answer = await fetch(steps.dataset.draftSteps, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (fresh) steps.replaceWith(fresh);
  }

  async function keep() {
    clearTimeout(timer);
    const now = typed;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
    body.delete("once"); // a draft is no act: the mark is spent when the form itself is sent
    flight?.abort();
    flight = new AbortController();
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, signal: flight.signal, redirect: "error" });
      if (!answer.ok) throw Object.assign(new Error("refused"), { code: answer.status });
      kept = Math.max(kept, now);
      if (kept === typed) localStorage.removeItem(key);
      say(`Draft kept ${clock()}`, false);
      look();
    } catch (error) {
      if (error.name === "AbortError") return;
      localStorage.setItem(key, JSON.stringify(words()));
      if (error.code === 409) say("Someone else changed this. Your words are kept in this browser; load the page again.", true);
      else {
        say("Not kept on the server yet. Your words are safe in this browser.", true);
        timer = setTimeout(keep, RETRY);
      }
    }
  }

  function restore() {
    const stored = localStorage.getItem(key);
    if (!stored) return;
    const fields = new Map();
    for (const [name, value] of JSON.parse(stored)) fields.set(name, [...(fields.get(name) ?? []), value]);
    for (const field of form.elements) {
      const values = fields.get(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values?.includes(field.value) ?? false;
      else if (values && field.type !== "hidden" && field.type !== "file") field.value = values.shift() ?? field.value;
    }
    typed += 1;
    say("Words from a lost connection were put back.", true);
    timer = setTimeout(keep, PAUSE);
  }

  // On the document, for a control may belong to the form and stand elsewhere on the page.
  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    typed += 1;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      keep();
      return;
    }
    // The act carries the words itself; a draft that arrives after it would bring them back.
    clearTimeout(timer);
    flight?.abort();
    kept = typed;
    localStorage.removeItem(key);
  });
  addEventListener("online", () => kept < typed && keep());
  addEventListener("beforeunload", (event) => {
    if (kept < typed) {
      localStorage.setItem(key, JSON.stringify(words()));
      event.preventDefault();
    }
  });
  restore();
}

document.querySelectorAll("form[data-draft-url]").forEach(attach);
