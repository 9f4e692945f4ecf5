// What a bookmark brings behind the # of the address fills form[data-clip]. On the way there somebody may have to sign
// in: the sign-in form then carries it along, behind the # of its own address, where no server sees it.

const brought = new URLSearchParams(location.hash.slice(1));
const clip = document.querySelector("form[data-clip]");
const signIn = document.querySelector("form[data-carries]");

if (signIn) signIn.action += location.hash;

if (clip) {
  const fields = { url: "url", title: "title", words: "excerpt" };
  for (const [name, field] of Object.entries(fields)) if (brought.get(name)) clip.elements[field].value = brought.get(name);
}
