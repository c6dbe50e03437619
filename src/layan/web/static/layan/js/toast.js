/* Toasts go by themselves, unless one looks at them; with data-until they stay while what was done can be taken back. */

const STAY = 6000;

class Toast extends HTMLElement {
  connectedCallback() {
    this.until = this.dataset.until ? Date.parse(this.dataset.until) : Date.now() + STAY;
    this.left = this.querySelector("[data-left]");
    this.querySelector("[data-close]")?.addEventListener("click", () => this.leave());
    this.addEventListener("htmx:afterRequest", (event) => event.detail.successful && this.leave());
    if (!this.classList.contains("late")) this.timer = setInterval(() => this.tick(), 500);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const seconds = Math.ceil((this.until - Date.now()) / 1000);
    if (this.left && this.dataset.until) this.left.textContent = seconds > 0 ? `${seconds} s` : "";
    const looked = !this.dataset.until && this.matches(":hover, :focus-within");
    if (seconds <= 0 && !looked && !this.classList.contains("late")) this.leave();
  }

  leave() {
    clearInterval(this.timer);
    this.classList.add("leaving");
    setTimeout(() => this.remove(), 250);
  }
}
customElements.define("layan-toast", Toast);

/** Whatever the server sends as a toast joins the live region, where it is read out. */
document.addEventListener("htmx:responseError", (event) => failed(event.detail.xhr?.status));
document.addEventListener("htmx:sendError", () => failed(0));

function failed(status) {
  const template = document.getElementById("request-failed");
  const region = document.getElementById("toasts");
  if (!template || !region || status === 422 || region.querySelector("[data-failed]")) return;
  region.append(template.content.cloneNode(true));
}
