// Times keep up with the clock.

/** Say how long ago something was, in the words that the server uses: they stand on the body. */
function ago(then) {
  const seconds = (Date.now() - then) / 1000;
  const words = JSON.parse(document.body.dataset.ago ?? "[]").findLast(([least]) => seconds >= least || least === 0);
  return words && seconds < 7 * 86400 ? words[1].replace("{}", Math.floor(seconds / words[0])) : null;
}

function tick(time) {
  time.textContent = ago(new Date(time.dateTime)) ?? time.textContent;
}

begin("time[datetime]", (time) => {
  time.title = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
  tick(time);
});
setInterval(() => document.querySelectorAll("time[datetime]").forEach(tick), 30_000);
