// What pages can do without, but are nicer with: a count of characters left, and times that keep up with the clock.
"use strict";

const LINK = /https?:\/\/\S+|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,}(?:\/\S*)?/giu;
const LINK_LENGTH = 23;
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;

/** Count as the server does: characters as people see them, and 23 for a link. The server has the last word. */
function lengthOf(text) {
  const links = text.match(LINK) ?? [];
  const rest = text.trim().replace(LINK, "");
  return (segmenter ? [...segmenter.segment(rest)] : [...rest]).length + links.length * LINK_LENGTH;
}

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const left = document.querySelector(`[data-count-for="${area.id}"]`);
  const show = () => {
    const count = Number(area.dataset.limit) - lengthOf(area.value);
    left.hidden = area.value === "";
    left.textContent = `${count} left`;
    left.classList.toggle("over", count < 0);
  };
  area.addEventListener("input", show);
  show();
}

/** Say how long ago something was, in the words that the server uses. */
function ago(then) {
  const seconds = (Date.now() - then) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d`;
  return null;
}

function tick() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = ago(new Date(time.dateTime)) ?? time.textContent;
  }
}

for (const time of document.querySelectorAll("time[datetime]")) {
  time.title = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
}
tick();
setInterval(tick, 30_000);

// What only has to be passed on is passed on.
document.querySelector("form[data-at-once]")?.requestSubmit();

// Ctrl+Enter sends, as everywhere.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form.composer")?.requestSubmit();
  }
});
