// Forms with data-deed are sent without leaving the page (by fixi). What comes back are parts of it, each of which takes
// the place of what has the same data-part. Where that does not work, it is said why, and everything stays as it is.

begin("form[data-deed]", (form) => {
  form.setAttribute("fx-action", form.getAttribute("action") ?? "");
  form.setAttribute("fx-method", "POST");
  form.dispatchEvent(new CustomEvent("fx:process", { bubbles: true }));
});

// Where it can be undone, nobody is asked first: what the link leads to is done at once.
begin("form[data-deed] a[data-at-once]", (link) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const button = document.createElement("button");
    button.formAction = link.href;
    button.hidden = true;
    link.after(button);
    link.closest("form").requestSubmit(button);
    button.remove();
  });
});

document.addEventListener("fx:config", ({ detail: { cfg } }) => {
  const button = cfg.trigger.submitter;
  cfg.action = button?.getAttribute("formaction") ?? cfg.action;
  cfg.body = new URLSearchParams(cfg.body);
  cfg.swap = takePlaces;
  cfg.transition = null;
});

document.addEventListener("fx:after", (event) => {
  const { cfg } = event.detail;
  if (cfg.response.headers.get("X-Part")) return noteDeed();
  event.preventDefault();
  if (cfg.response.redirected) return location.assign(cfg.response.url);
  // It was refused: one is logged out, it was too often, it is gone. The page that says so says it here.
  const page = new DOMParser().parseFromString(cfg.text, "text/html");
  const sentence = page.querySelector("main h1 + p")?.textContent ?? document.body.dataset.away;
  const login = page.querySelector('.enter a[href$="/login"]');
  if (login) login.search = `?next=${encodeURIComponent(location.pathname + location.search)}`;
  notify(sentence, ...(login ? [" ", login] : []));
});

document.addEventListener("fx:error", () => notify(document.body.dataset.away));

/** Say something where all that is done is said. */
function notify(...words) {
  const notice = document.createElement("div");
  notice.className = "notice warning";
  notice.append(document.createElement("p"));
  notice.firstChild.append(...words);
  document.querySelector('[data-part="notices"]').replaceChildren(notice);
}

const PLACES = "a, button, summary, input:not([type=hidden])";

// A page to which one goes back is shown as it was kept, before the deeds: then it is asked for anew.

const deedsDone = () => Number(sessionStorage.getItem("deeds"));
let deedsSeen = deedsDone();

function noteDeed() {
  deedsSeen += 1;
  sessionStorage.setItem("deeds", deedsSeen);
}

const [arrival] = performance.getEntriesByType("navigation");
if (arrival?.type === "back_forward" && (history.state?.deeds ?? 0) !== deedsSeen) location.reload();
else history.replaceState({ ...history.state, deeds: deedsSeen }, "");
addEventListener("pageshow", (event) => event.persisted && deedsSeen !== deedsDone() && location.reload());

/** Put the parts that came where those are that they replace, and let the focus stay where it is. */
function takePlaces(cfg) {
  const template = document.createElement("template");
  template.innerHTML = cfg.text;
  for (const part of template.content.children) {
    for (const old of document.querySelectorAll(`[data-part="${CSS.escape(part.dataset.part)}"]`)) {
      replace(old, document.importNode(part, true));
    }
  }
}

function replace(old, part) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && [...old.querySelectorAll(PLACES)].indexOf(focused);
  if (old.getAttribute("role") === "status") {
    old.replaceChildren(...part.childNodes); // a place that is listened to must stay
    part = old;
  } else {
    if (old.dataset.depth) part.dataset.depth = old.dataset.depth;
    old.replaceWith(part);
  }
  beginWithin(part);
  const places = [...part.querySelectorAll(PLACES)];
  if (focused) (places[place] ?? places[0])?.focus({ preventScroll: true });
}
