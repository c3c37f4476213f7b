// The preview's page listens for changes and swaps its own content, so that the eye keeps its place.
(() => {
  const swap = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const x = scrollX, y = scrollY;
    const open = [...document.querySelectorAll("details")].map((d) => d.open);
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    for (const selector of ['link[rel="stylesheet"]', "style"]) {
      const now = document.head.querySelector(selector), then = next.head.querySelector(selector);
      if (now && then && now.outerHTML !== then.outerHTML) now.replaceWith(then);
    }
    document.body.replaceWith(next.body);
    document.querySelectorAll("details").forEach((d, i) => { if (i in open) d.open = open[i]; });
    scrollTo({ left: x, top: y, behavior: "instant" });
    dispatchEvent(new Event("huoye:swapped"));
  };
  const events = new EventSource("/_huoye/events");
  let version = null;
  events.onmessage = (message) => {
    if (version !== null && version !== message.data) swap().catch(() => location.reload());
    version = message.data;
  };
})();
