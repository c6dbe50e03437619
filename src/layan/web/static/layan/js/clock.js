/* Promises and countdowns that stay true while the page is open. <layan-clock data-due data-soon data-within data-by
   data-late> ticks once a minute; the pill around it takes the state. Times are told in the page's language and in the
   reader's time zone, as the server told them first. */

const page = document.documentElement;
const zone = page.dataset.timezone || undefined;
const language = page.lang === "en" ? "en-GB" : page.lang || undefined;
const words = document.querySelector('meta[name="layan-clock"]')?.dataset ?? {};
const MINUTE = 60_000;

const formats = {
  day: new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: "short" }),
  time: new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  near: new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  far: new Intl.DateTimeFormat(language, { timeZone: zone, day: "numeric", month: "short", year: "numeric" }),
  days: new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" }),
};

/** A length of time in its largest fitting unit, at least a minute. */
export function span(milliseconds, up = false) {
  const minutes = Math.max(1, (up ? Math.ceil : Math.floor)(milliseconds / MINUTE));
  if (minutes < 60 || (up && minutes === 60)) return (words.minutes ?? "{n} min").replace("{n}", minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? (words.hours ?? "{n} h").replace("{n}", hours) : formats.days.format(Math.floor(hours / 24));
}

/** `16:20` today, `Tue 09:40` within the week, else the date. */
export function moment(at, now = new Date()) {
  if (formats.day.format(at) === formats.day.format(now)) return formats.time.format(at);
  return Math.abs(at - now) < 6.5 * 24 * 60 * MINUTE ? formats.near.format(at) : formats.far.format(at);
}

class Clock extends HTMLElement {
  static all = new Set();

  connectedCallback() {
    this.due = new Date(this.dataset.due);
    this.soon = new Date(this.dataset.soon);
    Clock.all.add(this);
    this.tick(new Date(), true);
  }

  disconnectedCallback() {
    Clock.all.delete(this);
  }

  /** At `first` the server's own words stay, as long as they still hold. */
  tick(now, first = false) {
    const [state, text] =
      now >= this.due
        ? ["late", this.dataset.late.replace("{time}", span(now - this.due))]
        : now >= this.soon
          ? ["soon", this.dataset.within.replace("{time}", span(this.due - now, true))]
          : ["normal", this.dataset.by.replace("{time}", moment(this.due, now))];
    const pill = this.closest(".promise");
    if (!pill.classList.contains(state)) {
      pill.classList.remove("normal", "soon", "late");
      pill.classList.add(state);
    }
    if (!(first && state === "normal") && this.textContent !== text) this.textContent = text;
  }
}
customElements.define("layan-clock", Clock);

function everyMinute() {
  const now = new Date();
  for (const clock of Clock.all) clock.tick(now);
  setTimeout(everyMinute, MINUTE - (Date.now() % MINUTE) + 50);
}
setTimeout(everyMinute, MINUTE - (Date.now() % MINUTE) + 50);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) for (const clock of Clock.all) clock.tick(new Date());
});
