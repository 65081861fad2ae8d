// What came in since the page was made is told on top of it, and nothing of what one reads moves.

const SOON = 30_000;
const LATE = 300_000;

begin("[data-news]", (bar) => {
  let wait = SOON;

  const ask = async () => {
    if (document.visibilityState === "visible") wait = (await look()) ? SOON : Math.min(wait * 1.5, LATE);
    setTimeout(ask, wait);
  };

  /** Look once; tell whether there was something. */
  const look = async () => {
    try {
      const answer = await fetch(bar.dataset.news);
      if (answer.status !== 200 || answer.redirected) return false;
      bar.innerHTML = await answer.text();
      return true;
    } catch {
      return false;
    }
  };

  setTimeout(ask, wait);
});
