/* Small courtesies of forms: a chosen language counts at once, a refused dialog opens again, a value is copied,
   a form is not sent twice. */

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-submits]")) return;
  const { form } = event.target;
  form.requestSubmit([...form.elements].find((each) => each.name === "switch"));
});

/* While htmx sends a form it is not sent again: it would ask for everything twice. */
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[hx-post].htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

function openDialogs(root) {
  for (const dialog of root.querySelectorAll("dialog[data-open]:not([open])")) dialog.showModal();
}
openDialogs(document);
document.addEventListener("htmx:load", (event) => {
  const root = event.detail.elt;
  if (root.matches?.("dialog[data-open]:not([open])")) root.showModal();
  openDialogs(root);
});

/* htmx shows what the server says about a refused form (422) as it shows an answer. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

/* "Words" and the like close their menu once chosen; contents of a book stand open where there is room. */
document.addEventListener("click", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  if (menu && event.target.closest("button, a")) menu.hidePopover();
});

/* A dialog whose form was sent closes; what the server refuses comes back as a word, with the form as it was. */
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt.closest("form[data-closes]"); // which may be gone from the page by now
  if (!form || !event.detail.successful) return;
  if (!event.detail.xhr.getResponseHeader("X-Refused")) form.reset();
  document.getElementById(form.dataset.closes)?.close();
});

class Copy extends HTMLElement {
  connectedCallback() {
    const [input, button] = [this.querySelector("input"), this.querySelector("button")];
    const says = button.querySelector("span");
    const before = says.textContent;
    button.addEventListener("click", async () => {
      input.select();
      await navigator.clipboard?.writeText(input.value);
      says.textContent = button.dataset.done;
      setTimeout(() => (says.textContent = before), 2000);
    });
  }
}
customElements.define("layan-copy", Copy);
