/* Many at once: all of a page, and how many are chosen. */

function count() {
  for (const says of document.querySelectorAll("[data-chosen]")) {
    const chosen = document.querySelectorAll(".tick input:checked").length;
    says.textContent = chosen ? says.dataset.chosen.replace("{n}", chosen) : "";
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) {
    for (const box of document.querySelectorAll(".tick input")) box.checked = event.target.checked;
  }
  if (event.target.matches("#choosing") && !event.target.checked) {
    for (const box of document.querySelectorAll(".tick input, [data-all]")) box.checked = false;
  }
  count();
});
document.addEventListener("renewed", count);

/* One message of a case to be moved elsewhere: the dialog opens with it chosen. */
document.addEventListener("click", (event) => {
  const { tick } = event.target.closest?.("[data-tick]")?.dataset ?? {};
  if (tick) for (const box of document.querySelectorAll("#split [name=message]")) box.checked = box.value === tick;
});
