/* Keys. An element with data-key="r" is pressed (or focused, if one types into it) by that key; data-key-row="x" counts
   only in the row where one stands. In a list (ol[data-rows] of li[data-row]) j and k go on and back. Keys rest while
   one types, while a dialog is open, and where the reader has switched them off. */

const OFF = "layan-keys-off";

const typing = (element) => element.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");
const visible = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;

function press(element) {
  if (typing(element)) {
    element.focus();
    element.select?.();
  } else if (element.disabled || element.getAttribute("aria-disabled") === "true") {
    element.focus();
  } else {
    element.click();
  }
}

/** Presses what this page has under a key; a hidden one in a menu counts too. False when there is none. */
export function carryOut(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const element = all.find(visible) ?? all.find((each) => each.closest("[popover]"));
  if (element) press(element);
  return Boolean(element);
}

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(visible);
const link = (row) => row.querySelector("a[href]");

function here(list) {
  const focused = document.activeElement?.closest?.("[data-row]");
  return list.indexOf(focused ?? list.find((row) => link(row)?.hasAttribute("aria-current")));
}

function step(by) {
  const list = rows();
  if (!list.length) return false;
  const at = here(list);
  const row = list[Math.min(Math.max(at + by, 0), list.length - 1)] ?? list[0];
  row.scrollIntoView({ block: "nearest" });
  link(row).focus({ preventScroll: true });
  if (row.closest("[data-rows]").dataset.rows === "open") link(row).click();
  return true;
}

function inRow(key) {
  const list = rows();
  const row = list[here(list)];
  const element = row?.querySelector(`[data-key-row="${CSS.escape(key)}"]`);
  if (!element) return false;
  row.closest(".rows")?.classList.add("ticking");
  element.click();
  return true;
}

function dialog(id) {
  const element = document.getElementById(id);
  if (!element) return false;
  if (!element.open) element.showModal();
  return true;
}

const always = {
  j: () => step(1),
  k: () => step(-1),
  "?": () => dialog("keys"),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    if (dialog("palette")) event.preventDefault();
    return;
  }
  if (mod && event.key === "Enter") {
    const form = event.target.form;
    if (form?.querySelector("[data-send]")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-send]"));
    }
    return;
  }
  if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) {
    event.target.blur();
    return;
  }
  if (mod || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (localStorage.getItem(OFF)) return;
  if (always[event.key]?.() || inRow(event.key) || carryOut(event.key)) event.preventDefault();
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
}

/* Where keys work, say so to those who use a screen reader. */
for (const element of document.querySelectorAll("[data-key]")) {
  if (!element.hasAttribute("aria-keyshortcuts")) element.setAttribute("aria-keyshortcuts", element.dataset.key);
}

/* A first tick brings the boxes of the whole list. */
document.addEventListener("change", (event) => {
  if (!event.target.matches(".tick input")) return;
  const list = event.target.closest(".rows");
  list?.classList.toggle("ticking", Boolean(list.querySelector(".tick :checked")));
});
