/* The command palette filters what the server drew, and asks for cases while one types. */

import { carryOut } from "./keyboard.js";

const fold = (text) => text.toLocaleLowerCase(document.documentElement.lang).normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i");

class Palette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog");
    this.input = this.querySelector("input");
    this.results = this.querySelector("[data-results]");
    this.nothing = this.querySelector(".nothing");
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option && !option.href) this.run(option);
    });
    // Made ready when it closes: what one types the moment it opens must stay.
    this.dialog.addEventListener("close", () => this.reset());
    this.reset();
  }

  reset() {
    this.input.value = "";
    this.filter();
  }

  get shown() {
    return [...this.querySelectorAll('[role="option"]:not([hidden])')];
  }

  filter() {
    const asked = fold(this.input.value.trim()).split(/\s+/).filter(Boolean);
    for (const option of this.querySelectorAll('[role="option"]:not([data-found])')) {
      const text = fold(`${option.textContent} ${option.dataset.words ?? ""}`);
      option.hidden = !asked.every((word) => text.includes(word));
    }
    this.select(0);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.find(this.input.value.trim()), 120);
  }

  async find(asked) {
    this.abort?.abort();
    if (!this.dataset.search || asked.length < 2) return this.results.replaceChildren();
    this.abort = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.search}?q=${encodeURIComponent(asked)}`, {
        headers: { "HX-Request": "true" },
        signal: this.abort.signal,
      });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.results.replaceChildren(...found.body.children);
      for (const option of this.results.querySelectorAll('[role="option"]')) option.dataset.found = "";
      this.select(this.at ?? 0);
    } catch (error) {
      if (error.name !== "AbortError") this.results.replaceChildren();
    }
  }

  select(at) {
    const options = this.shown;
    this.nothing.hidden = options.length > 0;
    this.at = options.length ? (at + options.length) % options.length : 0;
    for (const option of this.querySelectorAll('[aria-selected="true"]')) option.setAttribute("aria-selected", "false");
    const option = options[this.at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.select(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const option = this.shown[this.at];
      if (option) this.run(option);
    }
  }

  run(option) {
    this.dialog.close();
    if (option.href) option.click();
    else carryOut(option.dataset.press);
  }
}
customElements.define("layan-palette", Palette);
