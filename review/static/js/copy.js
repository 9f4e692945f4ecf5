// On the annotated copy: what was decided of a claim opens in the margin while its words are pointed at or have the focus.

const notes = (target) => target.closest?.("[data-note]")?.dataset.note;

function turn(on) {
  return (event) => {
    const id = notes(event.target);
    if (id) document.getElementById(id)?.classList.toggle("is-open", on);
  };
}

for (const [kind, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  document.addEventListener(kind, turn(on));
}
