/* Says every half minute that this case is open here and whether somebody is writing, and once when it is left;
   so that two people in one case see each other. */

const BEAT = 30000;

class Presence extends HTMLElement {
  connectedCallback() {
    this.writing = false;
    this.beat = () => document.visibilityState === "visible" && this.say();
    this.left = () => document.visibilityState === "hidden" && this.say(true);
    this.typed = (event) => {
      if (this.writing || !event.target.closest("layan-composer")) return;
      this.writing = true;
      this.say();
    };
    document.addEventListener("visibilitychange", this.left);
    document.addEventListener("input", this.typed);
    this.timer = setInterval(this.beat, BEAT);
    this.beat();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.left);
    document.removeEventListener("input", this.typed);
  }

  say(gone = false) {
    const body = new URLSearchParams({ writing: this.writing ? "1" : "0" });
    if (gone) body.set("gone", "1");
    const csrf = document.querySelector('meta[name="csrf-token"]').content;
    fetch(this.dataset.url, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrf } }).catch(() => {});
    if (!gone && this.writing) setTimeout(() => (this.writing = false), BEAT * 2);
  }
}
customElements.define("layan-presence", Presence);
