// Who signs out leaves no words behind in this browser: form[data-forgets] names whose drafts go. Words that never
// reached the desk are asked about first; what is being typed at this moment the browser asks about itself.

const DRAFTS = "proofdesk:draft:";

document.addEventListener("submit", (event) => {
  const whose = event.target.dataset.forgets;
  if (!whose) return;
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(`${DRAFTS}${whose}:`));
  if (kept().length && !confirm("Words of yours that never reached the desk are kept in this browser. Sign out and remove them?")) {
    event.preventDefault();
    return;
  }
  // Only as the page goes: until then somebody may choose to stay, and a form may still keep its words.
  addEventListener("pagehide", () => kept().forEach((key) => localStorage.removeItem(key)), { once: true });
});
