/* The composer: a draft is kept in this browser with every keystroke and with the server soon after; files are dropped
   or pasted; words of the plan go in where one writes. */

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
    this.addEventListener("click", (event) => {
      const words = event.target.closest("[data-insert]");
      if (words) this.insert(words.dataset.insert);
    });
    this.addEventListener("htmx:responseError", () => this.keep());
    this.addEventListener("htmx:beforeSwap", (event) => {
      if (this.store && event.detail.xhr.status < 300) localStorage.removeItem(this.store); // sent
    });
    this.takeFiles();
    this.leaving = () => document.visibilityState === "hidden" && this.dirty && this.send(true);
    document.addEventListener("visibilitychange", this.leaving);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.leaving);
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

  async send(leaving = false) {
    if (!this.dataset.draft) return;
    const data = new FormData(this.form);
    data.delete("files");
    const text = this.text.value;
    this.dirty = false;
    this.saving = new AbortController();
    try {
      const answer = await fetch(this.dataset.draft, {
        method: "POST",
        body: data,
        keepalive: leaving,
        signal: this.saving.signal,
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.saved) this.saved.textContent = (await answer.text()).trim().slice(0, 120);
      if (this.store && this.text.value === text) localStorage.removeItem(this.store);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.dirty = true;
      if (!leaving) this.timer = setTimeout(() => this.send(), WAIT * 5);
    }
  }

  sending() {
    clearTimeout(this.timer);
    this.dirty = false;
    this.saving?.abort();
    if (!window.htmx && this.store) localStorage.removeItem(this.store);
  }

  insert(words) {
    const { selectionStart: from, selectionEnd: to } = this.text;
    this.text.setRangeText(words, from, to, "end");
    this.text.focus();
    this.changed();
  }

  takeFiles() {
    if (!this.files) return;
    const add = (list) => {
      const all = new DataTransfer();
      for (const file of [...this.files.files, ...list]) all.items.add(file);
      this.files.files = all.files;
      this.files.dispatchEvent(new Event("change", { bubbles: true }));
    };
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("dropping");
    });
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => this.classList.remove("dropping"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      add(event.dataTransfer.files);
    });
    this.text.addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      add(event.clipboardData.files);
    });
  }
}
customElements.define("layan-composer", Composer);
