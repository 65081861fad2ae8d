// Keys that do something. The page /shortcuts lists them.

// What only has to be passed on is passed on.
document.querySelector("form[data-at-once]")?.requestSubmit();

const TYPED_INTO = "input, textarea, select, [contenteditable]";
const PLACES = { h: "/", n: "/notifications", e: "/explore" };
let going = false;

/** The post in which the focus is; else the first that is seen whole. */
function postHere() {
  const focused = document.activeElement?.closest("article.post");
  return focused ?? [...document.querySelectorAll("article.post")].find((post) => post.getBoundingClientRect().top >= 0);
}

function step(by) {
  const posts = [...document.querySelectorAll("article.post")];
  const focused = posts.indexOf(document.activeElement?.closest("article.post"));
  const post = focused < 0 ? postHere() : posts[focused + by];
  if (!post) return;
  post.tabIndex = -1;
  post.focus();
}

/** Follow a link, or press a button, of the post that is read. */
const press = (selector) => () => postHere()?.querySelector(selector)?.click();
const follow = (selector) => () => document.querySelector(selector)?.click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: press("a.when"),
  r: press("a.deed"),
  f: press("button.favourite"),
  b: press("button.boost"),
  n: follow(".nav a.write"),
  "/": () => (document.querySelector("#q") ? document.querySelector("#q").focus() : location.assign("/search")),
  "?": () => location.assign("/shortcuts"),
  g: () => {
    going = true;
    setTimeout(() => (going = false), 1500);
  },
};

document.addEventListener("keydown", (event) => {
  // Ctrl+Enter sends, as everywhere.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form.composer")?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(TYPED_INTO)) return;
  const act = going && PLACES[event.key] ? () => location.assign(PLACES[event.key]) : KEYS[event.key];
  going = false;
  if (!act) return;
  event.preventDefault();
  act();
});
