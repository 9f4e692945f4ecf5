// Waits for work in the background. An element with `data-refresh="URL"` (and `data-every` in seconds, 3 unless told)
// is replaced by the fragment found there, while the page is in view. A fragment without `data-refresh` ends it, and so
// does an empty answer; one with `data-go="URL"` sends the page on. Nothing is replaced under somebody's hands.

const SLOWEST = 60;

const shown = () =>
  document.visibilityState === "visible" ||
  new Promise((go) => document.addEventListener("visibilitychange", () => go(), { once: true })).then(shown);
const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1000));

async function fragment(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
}

async function follow(element) {
  let wait = Number(element.dataset.every || 3);
  while (element.isConnected && element.dataset.refresh) {
    await pause(wait);
    await shown();
    try {
      const fresh = await fragment(element.dataset.refresh);
      if (!fresh) return element.remove();
      wait = Number(fresh.dataset.every || element.dataset.every || 3);
      if (fresh.dataset.go) return location.assign(new URL(fresh.dataset.go, location.origin));
      if (element.contains(document.activeElement)) continue;
      element.replaceWith(fresh);
      element = fresh;
    } catch {
      wait = Math.min(SLOWEST, wait * 2);
    }
  }
}

document.querySelectorAll("[data-refresh]").forEach(follow);
