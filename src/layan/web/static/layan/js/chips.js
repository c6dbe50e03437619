/* Recipients: what is typed becomes a chip; one who has no part in the case yet is pointed out at once. */

const ADDRESS = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

class Chips extends HTMLElement {
  connectedCallback() {
    this.typed = this.querySelector('input[type="email"]');
    if (!this.typed) return;
    this.known = new Set((this.dataset.known ?? "").split(",").filter(Boolean));
    this.typed.addEventListener("keydown", (event) => {
      if (!["Enter", ",", ";", " "].includes(event.key) || event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter" || this.typed.value) event.preventDefault();
      this.take();
    });
    this.typed.addEventListener("change", () => this.take());
    this.closest("form")?.addEventListener("htmx:confirm", () => this.take());
  }

  take() {
    const left = [];
    for (const word of this.typed.value.split(/[\s,;]+/).filter(Boolean)) {
      if (ADDRESS.test(word)) this.add(word);
      else left.push(word);
    }
    this.typed.value = left.join(" ");
  }

  add(address) {
    const boxes = [...this.querySelectorAll('input[type="checkbox"]')];
    const there = boxes.find((box) => box.value.toLowerCase() === address.toLowerCase());
    if (there) {
      there.checked = true;
      return;
    }
    const chip = document.createElement("label");
    chip.className = "chip";
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: this.dataset.name, value: address, checked: true });
    const name = Object.assign(document.createElement("span"), { textContent: address });
    chip.append(box, name);
    if (this.dataset.known && !this.known.has(address.toLowerCase())) {
      chip.classList.add("outsider");
      chip.append(Object.assign(document.createElement("span"), { className: "role", textContent: this.dataset.outsider }));
    }
    this.typed.before(chip);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("layan-chips", Chips);
