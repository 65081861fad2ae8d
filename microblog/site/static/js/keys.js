// Keys that do something. The page /shortcuts lists them, and there they can be switched off (WCAG 2.1.4).

// What only has to be passed on is passed on.
document.querySelector("form[data-at-once]")?.requestSubmit();

const TYPED_INTO = "input, textarea, select, [contenteditable]";
const SWITCH = "keys";
let going = 0;

/** The post in which the focus is; else the first that is seen whole. */
function postHere() {
  const focused = document.activeElement?.closest("article.post");
  return focused ?? [...document.querySelectorAll("article.post")].find((post) => post.getBoundingClientRect().top >= 0);
}

function step(by) {
  const posts = [...document.querySelectorAll("article.post")].filter((post) => post.checkVisibility());
  const focused = posts.indexOf(document.activeElement?.closest("article.post"));
  const post = focused < 0 ? postHere() : posts[focused + by];
  if (post) focusOn(post);
}

/** Follow a link, or press a button: of the post that is read, or of the page. */
const press = (selector) => () => postHere()?.querySelector(selector)?.click();
const follow = (selector) => () => document.querySelector(selector)?.click();
const go = (path) => () => location.assign(path);

/** Write: where there is a composer one goes there. */
function write() {
  const area = document.querySelector("form.composer #text");
  if (area) area.focus();
  else document.querySelector(".nav a.write")?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: press("a.when"),
  r: press("a.deed"),
  f: press("button.favourite"),
  b: press("button.boost"),
  s: press("button.bookmark"),
  x: press("details.folded summary"),
  n: write,
  ".": follow("[data-news] a"),
  "/": () => (document.querySelector("#q") ? document.querySelector("#q").focus() : location.assign("/search")),
  "?": go("/shortcuts"),
};

const WAYS = {
  h: go("/"),
  n: go("/notifications"),
  e: go("/explore"),
  b: go("/bookmarks"),
  l: go("/lists"),
  p: follow('.nav a[href^="/@"]'),
};

document.addEventListener("keydown", (event) => {
  // Ctrl+Enter sends, as everywhere.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form.composer")?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(TYPED_INTO)) return;
  if (localStorage.getItem(SWITCH) === "off") return;
  const act = Date.now() - going < 1500 ? WAYS[event.key] : KEYS[event.key];
  going = event.key === "g" ? Date.now() : 0;
  if (!act) return;
  event.preventDefault();
  act();
});

begin("[data-keys]", (place) => {
  const box = place.querySelector("input");
  place.hidden = false;
  box.checked = localStorage.getItem(SWITCH) !== "off";
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
});
