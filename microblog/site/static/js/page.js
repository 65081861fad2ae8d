// What all other scripts stand on. Pages work without any of them.

const beginnings = [];

/** Do something with each element that matches: with those that are there, and with those that come later. */
function begin(selector, act) {
  beginnings.push([selector, act]);
  document.querySelectorAll(selector).forEach(act);
}

/** Do so with what has just come. */
function beginWithin(root) {
  for (const [selector, act] of beginnings) {
    if (root.matches(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  }
}

/** Bring the focus to something that cannot have it by itself. */
function focusOn(element) {
  element.tabIndex = -1;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}
