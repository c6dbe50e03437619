/* hx-swap="renew": what is there becomes what the server says now, by changing what differs. Whatever stays the same
   stays itself: scroll, focus, what is open, what is half typed. Elements with an id are found by it, others by place. */

const alike = (old, next) => old.nodeType === next.nodeType && old.nodeName === next.nodeName && (old.id || "") === (next.id || "");
const bound = (element) => [...element.attributes].filter(({ name }) => name.startsWith("hx-")).map(({ name, value }) => name + value).join();

/* What a reader has opened stays open, what she writes stays written. */
const hers = (element, name) =>
  (name === "open" && element.matches("details, dialog")) || name === "style" || (name === "value" && element.matches("input:not([type=hidden])"));

function attributes(old, next) {
  for (const { name, value } of next.attributes) {
    if (!hers(old, name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !hers(old, name) && !name.startsWith("aria-keys")) old.removeAttribute(name);
  }
}

function renew(old, next, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
  } else if (old.name === "csrfmiddlewaretoken" || old.matches("layan-left")) {
    return; // as good as new
  } else {
    attributes(old, next);
    if (old.matches("textarea, select") && old === document.activeElement) return;
    children(old, next, fresh);
  }
}

function children(from, to, fresh) {
  const known = new Map([...from.children].filter((child) => child.id).map((child) => [child.id, child]));
  const wanted = new Set([...to.children].map((child) => child.id).filter(Boolean));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    while (at?.id && !wanted.has(at.id)) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    const old = next.id ? known.get(next.id) : at && alike(at, next) ? at : null;
    if (!old || !alike(old, next) || (next.attributes && bound(old) !== bound(next))) {
      from.insertBefore(next, at);
      if (next.nodeType === Node.ELEMENT_NODE) fresh.push(next);
      if (old && old !== at) old.remove();
      else if (old) [at] = [at.nextSibling, at.remove()];
      continue;
    }
    if (old === at) at = at.nextSibling;
    else from.insertBefore(old, at);
    renew(old, next, fresh);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

window.htmx?.defineExtension("renew", {
  isInlineSwap: () => false,
  handleSwap(style, target, fragment) {
    if (style !== "renew") return false;
    const fresh = [];
    const focused = document.activeElement;
    target.dispatchEvent(new CustomEvent("renewing", { bubbles: true }));
    children(target, fragment, fresh);
    if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true }); // it has moved
    target.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
    return fresh;
  },
});

/* htmx looks for what an answer changes in the tree of the form that was sent. One that a live change has taken from the
   page meanwhile goes back, unseen, while its answer is put in. */
document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState !== XMLHttpRequest.DONE || elt.isConnected) return;
    const place = document.createElement("div");
    place.hidden = true;
    place.append(elt);
    document.body.append(place);
    setTimeout(() => place.remove());
  });
});
