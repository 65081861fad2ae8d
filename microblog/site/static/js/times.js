// Times keep up with the clock.

/** Say how long ago something was, in the words that the server uses. */
function ago(then) {
  const seconds = (Date.now() - then) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d`;
  return null;
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
