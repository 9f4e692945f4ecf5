// One box for many: [data-marks="claims"] marks every box of that name, and goes out when one of them does.

for (const every of document.querySelectorAll("[data-marks]")) {
  const boxes = [...document.querySelectorAll(`[type=checkbox][name="${every.dataset.marks}"]`)];
  every.addEventListener("change", () => boxes.forEach((box) => (box.checked = every.checked)));
  for (const box of boxes) box.addEventListener("change", () => (every.checked = boxes.every((one) => one.checked)));
}
