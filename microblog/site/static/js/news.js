// What came in since the page was made is told on top of it, and nothing of what one reads moves.
// While nobody looks nothing is asked, and the more seldom the longer the site is away.

const SOON = 30_000;
const LATE = 600_000;

begin("[data-news]", (bar) => {
  const title = document.title;
  let wait = SOON;
  let timer = null;
  let asked = 0;

  const later = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(look, Math.max(0, asked + wait - Date.now()));
  };

  const look = async () => {
    asked = Date.now();
    try {
      const answer = await fetch(bar.dataset.news);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      show(answer.status === 200 ? await answer.text() : "");
      wait = SOON;
    } catch {
      wait = Math.min(wait * 2, LATE);
    }
    if (!bar.querySelector("[data-ended]")) later();
  };

  const show = (html) => {
    if (bar.innerHTML !== html) bar.innerHTML = html; // what did not change is not said again
    const count = bar.querySelector("[data-count]")?.dataset.count;
    document.title = count ? `(${count}) ${title}` : title;
  };

  /** Put what is new above what is there; where there is more than that, lead to the page. */
  const load = async (link) => {
    const page = await fetch(link.href)
      .then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, "text/html"))
      .catch(() => null);
    const list = document.querySelector(".posts:has(> .post)");
    const newest = list?.querySelector(":scope > .post");
    const known = newest && page?.getElementById(newest.id);
    if (!known) return location.assign(link.href);
    const fresh = [];
    for (let one = known.previousElementSibling; one; one = one.previousElementSibling) {
      if (one.matches(".post") && !document.getElementById(one.id)) fresh.unshift(document.importNode(one, true));
    }
    newest.before(...fresh);
    fresh.forEach(beginWithin);
    bar.dataset.news = page.querySelector("[data-news]")?.dataset.news ?? bar.dataset.news;
    show("");
    if (fresh[0]) focusOn(fresh[0]);
  };

  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-count]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(link);
  });
  document.addEventListener("visibilitychange", later);
  addEventListener("online", () => ((wait = SOON), later()));
  asked = Date.now();
  later();
});
