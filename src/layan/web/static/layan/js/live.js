/* Live: one stream for all tabs of this browser. The tab that holds the lock listens to the server and tells the others;
   a frame {id, what, case} says what changed, and each part of a page that cares asks for its own fragment:
   hx-trigger="live:case-10482 from:body", "live:list from:body", "live:presence-10482 from:body", or live:<what>. */

const meta = document.querySelector('meta[name="layan-live"]');

/** The newest frame this page knows of: what was written before the page was made stands in it already. */
let seen = meta?.dataset.after ? Number(meta.dataset.after) : null;

function tell(frame) {
  if (frame.id) seen = Math.max(seen ?? 0, frame.id);
  const names = [`live:${frame.what}`];
  if (frame.case) names.push(`live:${frame.what}-${frame.case}`);
  if (frame.case && frame.what !== "presence") names.push(`live:case-${frame.case}`, "live:list");
  for (const name of new Set(names)) {
    document.body.dispatchEvent(new CustomEvent(name, { detail: frame, bubbles: true }));
  }
}

function listen(url, channel) {
  let on = false;
  const say = (value) => {
    on = value;
    const news = { state: on ? "on" : "off", seen };
    channel.postMessage(news);
    state(news);
  };
  const open = () => {
    const stream = new EventSource(seen === null ? url : `${url}?after=${seen}`);
    stream.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      channel.postMessage(frame);
      tell(frame);
    };
    stream.onopen = () => say(true);
    stream.onerror = () => {
      say(false);
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      setTimeout(open, 3000 + Math.random() * 4000);
    };
  };
  channel.addEventListener("message", (event) => event.data.ask && on && say(true));
  open();
}

/** Pages show by [data-live] on the root whether they are kept up to date. */
function state(news) {
  const root = document.documentElement;
  const was = root.dataset.live;
  root.dataset.live = news.state;
  // Whatever was missed, while away or before this tab could hear the others, is asked for once.
  const missed = news.seen !== null && seen !== null && news.seen > seen;
  if (news.state === "on" && (was === "off" || missed)) tell({ what: "again", id: news.seen });
}

if (meta && "EventSource" in window) {
  const name = `layan-live-${meta.dataset.who}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => (data.state ? state(data) : data.what && tell(data)));
  const lead = () => {
    listen(meta.content, channel);
    return new Promise(() => {}); // held until this tab goes
  };
  if (navigator.locks) navigator.locks.request(name, lead);
  else lead();
  channel.postMessage({ ask: true });
}
