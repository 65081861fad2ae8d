// Pictures are sent one by one as soon as they are chosen, dropped or pasted.

let coming = Promise.resolve();

begin("form.composer", (form) => {
  form.querySelector("#files")?.addEventListener("change", ({ target }) => {
    addPictures(form, target.files);
    target.value = "";
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    addPictures(form, event.clipboardData.files);
  });
  form.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    addPictures(form, event.dataTransfer.files);
  });
  form.querySelector('button[value="attach"]')?.remove(); // there is nothing to press
  makeRoom(form);
});

/** Make an element. */
function make(kind, facts = {}, ...within) {
  const element = Object.assign(document.createElement(kind), facts);
  element.append(...within);
  return element;
}

function roomIn(form) {
  return Number(form.dataset.most) - form.querySelectorAll(".chosen > li").length;
}

/** Offer to add pictures while there is room for any. */
function makeRoom(form) {
  const field = form.querySelector("#files")?.closest(".field");
  if (field) field.hidden = roomIn(form) <= 0;
}

function addPictures(form, files) {
  form.querySelector(".chosen").closest("details").open = true;
  tell(form, "");
  for (const file of files) {
    if (roomIn(form) <= 0) {
      tell(form, wordsOf(form).many);
      break;
    }
    const item = waiting(form, file);
    form.querySelector(".chosen").append(item);
    item.begin();
  }
  makeRoom(form);
}

/** What stands for a picture that is not there yet. */
function waiting(form, file) {
  const words = wordsOf(form);
  const progress = make("progress", { max: 1, value: 0, ariaLabel: file.name });
  const problem = make("p", { className: "problem", role: "alert" });
  const again = make("button", { type: "button", className: "link", textContent: words.again, hidden: true });
  const cancel = make("button", { type: "button", className: "link", textContent: words.cancel });
  const name = make("p", { className: "file", textContent: file.name, dir: "auto" });
  const item = make("li", {}, make("div", {}, name, progress, problem, again, " ", cancel));
  item.dataset.waits = "";
  item.fail = (sentence) => {
    problem.textContent = sentence;
    progress.hidden = true;
    again.hidden = false;
  };
  item.begin = () => {
    problem.textContent = "";
    progress.hidden = false;
    again.hidden = true;
    if (file.type && !file.type.startsWith("image/")) item.fail(words.kind);
    else if (file.size > Number(form.dataset.bytes)) item.fail(words.large);
    else coming = coming.then(() => item.isConnected && upload(item, file, progress));
  };
  again.onclick = item.begin;
  cancel.onclick = () => {
    item.request?.abort();
    const composer = item.closest("form");
    item.remove();
    makeRoom(composer);
    (composer.querySelector("#files") ?? composer.elements.text).focus();
  };
  return item;
}

/** Send a picture; what comes back takes the place of what stood for it. */
function upload(item, file, progress) {
  const form = item.closest("form");
  const fields = new FormData();
  fields.set("csrf_token", form.elements.csrf_token.value);
  fields.set("number", [...item.parentNode.children].indexOf(item) + 1);
  fields.set("files", file);
  return new Promise((done) => {
    const request = (item.request = new XMLHttpRequest()); // fetch does not tell how much was sent
    request.responseType = "document";
    request.upload.onprogress = ({ loaded, total }) => (progress.value = loaded / total);
    request.onloadend = () => {
      if (item.isConnected) arrive(form, item, request);
      done();
    };
    request.open("POST", form.dataset.pictures);
    request.setRequestHeader("FX-Request", "true");
    request.send(fields);
  });
}

function arrive(form, item, request) {
  const page = request.response;
  const words = wordsOf(form);
  if (!request.getResponseHeader("X-Part")) {
    item.fail(page?.querySelector("main h1 + p")?.textContent ?? words.away);
    return;
  }
  const picture = document.importNode(page.querySelector("li"), true);
  const free = item.contains(document.activeElement) || !form.contains(document.activeElement) || document.activeElement.id === "files";
  item.replaceWith(picture);
  beginWithin(picture);
  makeRoom(form);
  keep(form);
  tell(form, words.alt);
  if (free) picture.querySelector("textarea").focus();
}
