/* A case is read from its newest word: the page opens there and stays there, unless the reader has gone back.
   Mail in its frame takes the height it needs; its sender's pictures come when they are asked for. */

const NEAR = 120;

class Timeline extends HTMLElement {
  connectedCallback() {
    this.scroller = this.closest(".main");
    if (!location.hash.startsWith("#entry-")) this.down();
    this.atEnd = true;
    this.scroller.addEventListener("scroll", (this.scrolled = () => (this.atEnd = this.left < NEAR)), { passive: true });
    // What one has written oneself one wants to see.
    this.wrote = (event) => event.detail.requestConfig?.elt.matches(".composer form") && (this.atEnd = true) && this.down();
    document.addEventListener("htmx:afterSettle", this.wrote);
    this.sized = new ResizeObserver(() => this.atEnd && this.down());
    this.sized.observe(this);
    document.querySelector(".list [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() {
    this.sized?.disconnect();
    document.removeEventListener("htmx:afterSettle", this.wrote);
    this.scroller?.removeEventListener("scroll", this.scrolled);
  }

  get left() {
    return this.scroller.scrollHeight - this.scroller.clientHeight - this.scroller.scrollTop;
  }

  down() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
customElements.define("layan-timeline", Timeline);

const TALLEST = 4000;

class Mail extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("iframe");
    this.remote = this.querySelector("[data-remote]");
    this.frame.addEventListener("load", () => this.fit());
    this.remote?.addEventListener("click", () => (this.remote.hidden = this.shown = true));
    if (this.remote) this.remote.hidden = true;
    this.fit();
  }

  fit() {
    const root = this.frame.contentDocument?.documentElement;
    if (!root || this.frame.contentDocument.URL === "about:blank") return;
    const measure = () => (this.frame.style.height = `${Math.min(root.scrollHeight + 2, TALLEST)}px`);
    measure();
    for (const picture of root.querySelectorAll("img")) picture.addEventListener("load", measure);
    new ResizeObserver(measure).observe(root);
    if (this.remote && !this.shown) this.remote.hidden = !root.querySelector(".layan-blocked");
  }
}
customElements.define("layan-mail", Mail);

/* The seconds in which something can still be taken back. */
class Left extends HTMLElement {
  connectedCallback() {
    this.until = Date.parse(this.dataset.until);
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const seconds = Math.ceil((this.until - Date.now()) / 1000);
    this.textContent = `${Math.max(seconds, 0)} s`;
    if (seconds <= 0) this.closest("form").hidden = true;
  }
}
customElements.define("layan-left", Left);
