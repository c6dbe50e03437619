/* @ in a note suggests colleagues; the arrows choose, Enter or Tab takes. */

const fold = (text) => text.toLocaleLowerCase(document.documentElement.lang).normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
const list = () => document.getElementById("mentions");

/** What stands between the last @ and the caret, or null. */
function asked(text) {
  const before = text.value.slice(0, text.selectionStart);
  return /(?:^|\s)@([\p{L}\p{N}.' -]{0,40})$/u.exec(before)?.[1] ?? null;
}

const shown = (menu) => [...menu.children].filter((option) => !option.hidden);

function mark(menu, at) {
  const options = shown(menu);
  for (const option of menu.children) option.setAttribute("aria-selected", "false");
  menu.at = (at + options.length) % options.length;
  options[menu.at].setAttribute("aria-selected", "true");
  options[menu.at].scrollIntoView({ block: "nearest" });
}

function suggest(text) {
  const menu = list();
  const words = asked(text);
  if (words !== null) for (const option of menu.children) option.hidden = !fold(option.dataset.mention).includes(fold(words));
  if (words === null || !shown(menu).length) return menu.hidePopover();
  menu.showPopover();
  mark(menu, 0);
}

function take(text, option) {
  const from = text.value.slice(0, text.selectionStart).lastIndexOf("@");
  text.setRangeText(`@${option.dataset.mention} `, from, text.selectionStart, "end");
  list().hidePopover();
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

const writes = (event) => list() && event.target.matches?.(".composer textarea");

document.addEventListener("input", (event) => writes(event) && suggest(event.target));
document.addEventListener("focusout", (event) => writes(event) && setTimeout(() => list()?.hidePopover(), 200));
document.addEventListener("click", (event) => {
  const option = event.target.closest?.("[data-mention]");
  if (option) take(option.closest("form").querySelector("textarea"), option);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!writes(event) || !list().matches(":popover-open")) return;
    const menu = list();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(menu, menu.at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") take(event.target, shown(menu)[menu.at]);
    else if (event.key === "Escape") menu.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
