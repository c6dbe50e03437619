/* Live: one stream for all tabs of this browser. The tab that holds the lock listens to the server and tells the others;
   a frame {id, what, case} says what changed, and each part of a page that cares asks for its own fragment:
   hx-trigger="live:case-10482 from:body", "live:list from:body", "live:presence-10482 from:body", or live:<what>. */

const meta = document.querySelector('meta[name="layan-live"]');

function tell(frame) {
  const names = [`live:${frame.what}`];
  if (frame.case) names.push(`live:${frame.what}-${frame.case}`);
  if (frame.case && frame.what !== "presence") names.push(`live:case-${frame.case}`, "live:list");
  for (const name of new Set(names)) {
    document.body.dispatchEvent(new CustomEvent(name, { detail: frame, bubbles: true }));
  }
}

function listen(url, channel) {
  let last = 0;
  const open = () => {
    const stream = new EventSource(last ? `${url}?after=${last}` : url);
    stream.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      last = Math.max(last, frame.id ?? 0);
      channel.postMessage(frame);
      tell(frame);
    };
    stream.onopen = () => state(channel, "on");
    stream.onerror = () => {
      state(channel, "off");
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      setTimeout(open, 3000 + Math.random() * 4000);
    };
  };
  open();
}

/** Pages show by [data-live] on the root whether they are kept up to date. */
function state(channel, value) {
  channel?.postMessage({ state: value });
  const root = document.documentElement;
  const was = root.dataset.live;
  root.dataset.live = value;
  // Whatever was missed while away is asked for once.
  if (was === "off" && value === "on") tell({ what: "again" });
}

if (meta && "EventSource" in window) {
  const name = `layan-live-${meta.dataset.who}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event) => (event.data.state ? state(null, event.data.state) : tell(event.data));
  const lead = () => {
    listen(meta.content, channel);
    return new Promise(() => {}); // held until this tab goes
  };
  if (navigator.locks) navigator.locks.request(name, lead);
  else lead();
}
