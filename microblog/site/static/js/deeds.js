// Forms with data-deed are sent without leaving the page (by fixi). What comes back are parts of it, each of which takes
// the place of what has the same data-part. Where that does not work, the form is sent as without scripts.

begin("form[data-deed]", (form) => {
  form.setAttribute("fx-action", form.getAttribute("action") ?? "");
  form.setAttribute("fx-method", "POST");
  form.dispatchEvent(new CustomEvent("fx:process", { bubbles: true }));
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
  if (cfg.response.headers.get("X-Part")) return;
  event.preventDefault();
  if (cfg.response.redirected) location.assign(cfg.response.url);
  else sendPlainly(event.target, cfg);
});

document.addEventListener("fx:error", (event) => sendPlainly(event.target, event.detail.cfg));

/** Send a form as the browser does by itself, which shows whatever is answered. */
function sendPlainly(form, cfg) {
  form.action = cfg.action;
  HTMLFormElement.prototype.submit.call(form);
}

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
  const place = focused && [...old.querySelectorAll("a, button, summary, input")].indexOf(focused);
  if (old.getAttribute("role") === "status") {
    old.replaceChildren(...part.childNodes); // a place that is listened to must stay
    part = old;
  } else {
    old.replaceWith(part);
  }
  beginWithin(part);
  if (focused) [...part.querySelectorAll("a, button, summary, input")][place]?.focus({ preventScroll: true });
}
