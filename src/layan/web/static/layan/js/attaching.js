/* Files of a draft: chosen, dropped or pasted, they go up at once; one that no mail could carry is refused here already. */

function refuse(composer, files, names) {
  const place = composer.querySelector("[data-attachments]");
  const says = document.createElement("p");
  says.className = "warning";
  says.setAttribute("role", "alert");
  says.textContent = files.dataset.tooLarge.replace("{names}", names.join(", "));
  place.append(says);
}

/** Lets `composer` take files by its file input, by drop, and by paste into `text`. */
export function takeFiles(composer, text, files) {
  const add = (list) => {
    const all = new DataTransfer();
    for (const file of list) all.items.add(file);
    files.files = all.files;
    files.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // Before htmx hears of it (it listens on the input itself): what is too large is taken out.
  composer.addEventListener(
    "change",
    (event) => {
      if (event.target !== files) return;
      const most = Number(files.dataset.most) || Infinity;
      const large = [...files.files].filter((file) => file.size > most);
      for (const old of composer.querySelectorAll("[data-attachments] .warning")) old.remove();
      if (!large.length) return;
      const kept = new DataTransfer();
      for (const file of files.files) if (file.size <= most) kept.items.add(file);
      files.files = kept.files;
      refuse(composer, files, large.map((file) => file.name));
      if (!kept.files.length) event.stopImmediatePropagation();
    },
    true,
  );
  composer.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === files && event.detail.successful) files.value = "";
  });
  composer.addEventListener("dragover", (event) => {
    event.preventDefault();
    composer.classList.add("dropping");
  });
  for (const name of ["dragleave", "drop"]) composer.addEventListener(name, () => composer.classList.remove("dropping"));
  composer.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) add(event.dataTransfer.files);
  });
  text.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    add(event.clipboardData.files);
  });
}
