// Posts are sent without leaving the page; what was typed outlives a crash, a log-out, and a network that is away.
// The answer is the page that the browser would show: if a form is in it, that takes the place of the one that was sent.

let begun = null; // what stood in the composer when the page came
let busy = null; // the wish on its way
let later = null; // the button of another wish, pressed meanwhile

begin("form.composer", (form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, event.submitter);
  });
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
  if (begun !== null) return;
  begun = contentOf(form);
  restore(form);
});

/** The texts that scripts say about a composer; they stand on it. */
function wordsOf(form) {
  return JSON.parse(form.dataset.say);
}

/** Say something about what is written, perhaps with something to press. */
function tell(form, sentence, ...more) {
  form.querySelector(".told").replaceChildren(sentence, ...more.flatMap((one) => [" ", one]));
}

async function submit(form, button) {
  const wish = button?.value ?? "";
  if (busy !== null) {
    if (busy !== wish) later = button; // the same one twice is once
    return;
  }
  busy = wish;
  form.setAttribute("aria-busy", "true");
  tell(form, "");
  await coming;
  const unsent = form.querySelector(".chosen [data-waits]");
  let next = null;
  if (unsent && !wish) {
    tell(form, wordsOf(form).unsent);
    unsent.querySelector("button").focus();
  } else {
    next = await send(form, new FormData(form, button));
    if (next) lookAt(next, button);
  }
  form.removeAttribute("aria-busy");
  const follows = next && later && buttonLike(next, later);
  busy = later = null;
  if (follows) next.requestSubmit(follows);
}

/** The button of a form that wishes what another one wishes. */
function buttonLike(form, button) {
  return [...form.elements].find((one) => one.type === "submit" && one.value === button.value);
}

/** Send a form; the answer is the form that stands there now, if it is still to be looked at. */
async function send(form, fields) {
  const before = new Map([...form.elements].map((one) => [one.id, one.value]));
  let answer, page;
  try {
    const signal = AbortSignal.timeout(60_000);
    answer = await fetch(form.action, { method: "POST", body: fields, headers: { "FX-Request": "true" }, signal });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    tell(form, wordsOf(form).away); // if it did arrive, to send it again publishes nothing twice: it has a key
    return null;
  }
  if (answer.headers.has("X-Go")) {
    localStorage.removeItem(nameOf(form));
    noteDeed();
    location.assign(answer.headers.get("X-Go"));
    return null;
  }
  const next = page.querySelector("form.composer");
  if (!next) return explain(form, page);
  return takeForm(form, next, page.querySelector(".preview"), before);
}

/** Say what a page says that is none of ours: that one is logged out, that it was too often, that something broke. */
function explain(form, page) {
  const sentence = page.querySelector("main h1 + p")?.textContent ?? wordsOf(form).away;
  const login = page.querySelector('.enter a[href$="/login"]');
  if (login) login.target = "_blank";
  tell(form, sentence, ...(login ? [login] : []));
  // Whoever logged in again, as the same person, may send the same form: only its token is another one.
  const [mine, theirs] = [document, page].map((one) => one.querySelector('.foot form[action$="/logout"]')?.textContent);
  const token = page.querySelector("[name=csrf_token]")?.value;
  if (token && mine === theirs) document.querySelectorAll("[name=csrf_token]").forEach((one) => (one.value = token));
  return null;
}

/** Let a form that came take the place of another: what is open there, on its way, or was typed meanwhile, stays. */
function takeForm(form, next, preview, before) {
  next = document.importNode(next, true);
  for (const { id, value, type } of form.elements) {
    const same = id && type !== "file" && value !== before.get(id) && next.querySelector(`#${CSS.escape(id)}`);
    if (same) same.value = value;
  }
  const folds = next.querySelectorAll("details");
  form.querySelectorAll("details").forEach((one, place) => one.open && folds[place] && (folds[place].open = true));
  next.querySelector(".chosen")?.append(...form.querySelectorAll(".chosen [data-waits]"));
  document.querySelector(".preview")?.remove();
  if (preview) form.before(document.importNode(preview, true));
  form.replaceWith(next);
  beginWithin(next);
  keep(next);
  return next;
}

/** Bring what there is to see now before who pressed a button. */
function lookAt(form, button) {
  const wrong = form.querySelector("[aria-invalid=true]");
  const alert = form.querySelector("[role=alert]:not(:empty)");
  const same = button?.value && buttonLike(form, button);
  const preview = document.querySelector(".preview");
  const last = button?.value === "another" && [...form.querySelectorAll("[name=further]")].at(-1);
  if (alert && !wrong) alert.tabIndex = -1;
  if (preview && !wrong) preview.tabIndex = -1;
  (wrong ?? alert ?? preview ?? (last || same || form.querySelector("textarea"))).focus();
  (preview ?? document.activeElement).scrollIntoView({ block: "nearest" });
}

// What was typed

function nameOf(form) {
  return `typed:${form.dataset.composer}`;
}

function textsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
}

function contentOf(form) {
  return JSON.stringify(textsOf(form).filter(([name]) => name !== "key" && name !== "reminded"));
}

/** Keep what is typed, for when this page does not come to its end. */
function keep(form) {
  try {
    if (contentOf(form) === begun) localStorage.removeItem(nameOf(form));
    else localStorage.setItem(nameOf(form), JSON.stringify(textsOf(form)));
  } catch {
    // There is no room, or it is not allowed.
  }
}

/** Bring back what was typed here and not sent, as the form that the server makes of it. */
async function restore(form) {
  const kept = localStorage.getItem(nameOf(form));
  if (!kept || kept === JSON.stringify(textsOf(form))) return;
  const focused = form.contains(document.activeElement);
  const fields = new FormData();
  JSON.parse(kept).forEach(([name, value]) => fields.append(name, value));
  fields.set("do", "again");
  fields.set("csrf_token", form.elements.csrf_token.value);
  form.inert = true; // what is typed meanwhile would be lost
  const next = await send(form, fields);
  form.inert = false;
  if (!next) return;
  if (focused) next.elements.text.focus();
  const drop = make("button", { type: "button", className: "link", textContent: wordsOf(next).drop });
  drop.onclick = () => {
    localStorage.removeItem(nameOf(next));
    location.reload();
  };
  tell(next, wordsOf(next).back, drop);
}

// Whoever logs out leaves nothing behind on the device: what was typed becomes drafts, which wait on the server.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches('[action$="/logout"]')) return;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(`typed:${form.dataset.me}/`));
  if (!names.length) return;
  event.preventDefault();
  for (const name of names) {
    const fields = new URLSearchParams(JSON.parse(localStorage.getItem(name)));
    fields.set("do", "keep");
    fields.set("csrf_token", form.elements.csrf_token.value);
    const wish = { method: "POST", body: fields, headers: { "FX-Request": "true" } };
    const answer = await fetch(form.dataset.drafts, wish).catch(() => null);
    if (answer?.headers.has("X-Go")) localStorage.removeItem(name);
  }
  form.submit();
});
