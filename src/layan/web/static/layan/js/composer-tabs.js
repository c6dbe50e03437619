/* Tabs change what is written without leaving the page. What is typed while the other one is on its way is no command,
   but the beginning of what one writes. */

let ahead = null;

/** What was typed since a tab was pressed, once. */
export function typedAhead() {
  const typed = ahead;
  ahead = null;
  return typed;
}

document.addEventListener("click", async (event) => {
  const tab = event.target.closest?.("layan-composer .tabs a, [data-composer]");
  const composer = document.getElementById("composer");
  if (!tab || !composer || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (tab.hasAttribute("aria-current")) return composer.write();
  const address = new URL(tab.href);
  address.searchParams.set("part", "composer");
  ahead = "";
  if (composer.dirty) await composer.send();
  const way = { source: composer, target: "#composer", swap: "outerHTML" };
  await htmx.ajax("GET", address.pathname + address.search, way).catch(() => {}); // without a network the old one stays
  ahead = null;
});

document.addEventListener(
  "keydown",
  (event) => {
    if (ahead === null || event.isComposing || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, dialog")) return;
    if (event.key === "Backspace") ahead = ahead.slice(0, -1);
    else if (event.key === "Enter") ahead += "\n";
    else if (event.key.length === 1) ahead += event.key;
    else return;
    event.preventDefault();
  },
  { capture: true },
);
