/* The composer: a draft is kept in this browser with every keystroke and with the server soon after; words of the plan
   go in where one writes. */

import { takeFiles } from "./attaching.js";
import { typedAhead } from "./composer-tabs.js";

const WAIT = 1200;

class Composer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.files = this.querySelector('input[type="file"]');
    this.saved = this.querySelector("[data-saved]");
    if (!this.form || !this.text) return;
    this.restore();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => this.sending());
    this.form.addEventListener("htmx:confirm", (event) => this.wait(event));
    for (const name of ["htmx:beforeRequest", "htmx:afterRequest"]) {
      // What is on its way is not written on.
      this.form.addEventListener(name, ({ detail }) => detail.elt === this.form && (this.text.readOnly = name === "htmx:beforeRequest"));
    }
    this.addEventListener("htmx:sendError", () => this.keep());
    this.addEventListener("htmx:responseError", () => this.keep());
    this.replaced = ({ detail }) => {
      if (detail.target !== this || detail.xhr.status >= 300) return;
      if (detail.requestConfig.verb === "get") return this.dirty && this.send(true); // written while another tab was on its way
      this.sending();
      if (this.store) localStorage.removeItem(this.store); // the server has it
    };
    document.addEventListener("htmx:beforeSwap", this.replaced);
    if (this.files) takeFiles(this, this.text, this.files);
    if ("focus" in this.dataset) this.write(typedAhead());
    this.sized = new ResizeObserver(() => document.documentElement.style.setProperty("--composer-height", `${this.offsetHeight}px`)); // toasts stand above it
    this.sized.observe(this);
    this.leaving = () => document.visibilityState === "hidden" && this.dirty && this.send(true);
    document.addEventListener("visibilitychange", this.leaving);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.sized?.disconnect();
    document.removeEventListener("visibilitychange", this.leaving);
    document.removeEventListener("htmx:beforeSwap", this.replaced);
  }

  /** The caret goes behind what is written already, and these words there too. */
  write(words) {
    this.text.focus();
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
    if (words) this.insert(words);
  }

  get store() {
    return this.dataset.store ? `layan-draft-${this.dataset.store}` : null;
  }

  /** What this browser has and the server has not yet confirmed comes back. */
  restore() {
    const kept = this.store && localStorage.getItem(this.store);
    if (kept && kept !== this.text.value) {
      this.text.value = kept;
      this.changed();
    }
  }

  keep() {
    if (this.store && this.text.value) localStorage.setItem(this.store, this.text.value);
  }

  changed() {
    this.dirty = true;
    if (this.store) localStorage.setItem(this.store, this.text.value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  /** One draft after the other, so that an older one never comes last; whoever leaves does not wait. */
  send(leaving = false) {
    const before = leaving ? null : this.saves;
    this.saves = Promise.resolve(before).then(() => this.save(leaving));
    return this.saves;
  }

  async save(leaving) {
    if (!this.dataset.draft) return;
    const data = new FormData(this.form);
    data.delete("files");
    const text = this.text.value;
    this.dirty = false;
    this.saving = true;
    try {
      const answer = await fetch(this.dataset.draft, {
        method: "POST",
        body: data,
        keepalive: leaving,
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.saved) this.saved.textContent = (await answer.text()).trim().slice(0, 120);
      if (this.store && this.text.value === text) localStorage.removeItem(this.store);
    } catch {
      this.dirty = true;
      if (!leaving) this.timer = setTimeout(() => this.send(), WAIT * 5);
    } finally {
      this.saving = false;
    }
  }

  /** A message leaves after its draft has been kept: a draft that came later would bring it back. */
  wait(event) {
    if (event.detail.elt !== this.form || !this.saving) return;
    event.preventDefault();
    this.saves.then(() => this.sending() ?? event.detail.issueRequest(true));
  }

  sending() {
    clearTimeout(this.timer);
    this.dirty = false;
    if (!window.htmx && this.store) localStorage.removeItem(this.store);
  }

  insert(words) {
    const { selectionStart: from, selectionEnd: to } = this.text;
    this.text.setRangeText(words, from, to, "end");
    this.text.focus();
    this.changed();
  }
}
customElements.define("layan-composer", Composer);

/* Words of the plan go in from wherever they stand. */
document.addEventListener("click", (event) => {
  const words = event.target.closest?.("[data-insert]");
  if (words) document.querySelector("layan-composer")?.insert(words.dataset.insert);
});
