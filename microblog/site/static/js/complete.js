// While a @name or a #hashtag is written, a list offers what may be meant (ARIA APG: combobox with a listbox).

const WORD = /(?:^|[^\p{L}\p{N}_@#/&])([@#][\p{L}\p{M}\p{N}_]{1,50})$/u;

begin("form.composer[data-complete] textarea[data-limit]", (area) => {
  const list = make("ul", { id: `${area.id}-offers`, className: "offers", role: "listbox", hidden: true });
  list.setAttribute("aria-label", wordsOf(area.form).offers);
  area.after(list);
  area.autocomplete = "off";
  let at = -1; // which is chosen
  let asking = null;

  const close = () => {
    asking?.abort();
    if (list.hidden) return;
    list.hidden = true;
    at = -1;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant", "aria-autocomplete"]) area.removeAttribute(name);
  };

  /** What is being written before the caret, if that can be completed. */
  const word = () => (area.selectionStart === area.selectionEnd ? WORD.exec(area.value.slice(0, area.selectionEnd))?.[1] : null);

  const open = (html) => {
    list.innerHTML = html;
    [...list.children].forEach((one, place) => (one.id = `${list.id}-${place}`));
    list.hidden = false;
    area.setAttribute("role", "combobox");
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-expanded", "true");
    choose(0);
    tell(area.form, make("span", { className: "quiet-words", textContent: wordsOf(area.form).found.replace("{}", list.children.length) }));
  };

  const choose = (place) => {
    at = (place + list.children.length) % list.children.length;
    [...list.children].forEach((one, number) => one.setAttribute("aria-selected", number === at));
    area.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };

  const take = (option) => {
    const end = area.selectionEnd;
    area.setRangeText(`${option.dataset.insert} `, end - word().length, end, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  const ask = async () => {
    asking?.abort();
    const begun = word();
    if (!begun) return close();
    const { signal } = (asking = new AbortController());
    await new Promise((soon) => setTimeout(soon, 150));
    try {
      if (signal.aborted) return;
      const answer = await fetch(`${area.form.dataset.complete}?q=${encodeURIComponent(begun)}`, { signal });
      if (answer.status !== 200 || answer.redirected) return close();
      const html = await answer.text();
      if (!signal.aborted && word() === begun && document.activeElement === area) open(html);
    } catch {
      // Another letter came meanwhile, or the network is away: one can write on.
    }
  };

  area.addEventListener("input", (event) => event.isComposing || ask());
  area.addEventListener("blur", close);
  area.addEventListener("click", () => word() || close());
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      Enter: () => take(list.children[at]),
      Tab: () => take(list.children[at]),
      Escape: close,
    };
    if (!keys[event.key] || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // so that the focus stays where one writes
  list.addEventListener("click", ({ target }) => target.closest("li") && word() && take(target.closest("li")));
});
