// How many characters are left.

const LINK = /https?:\/\/\S+|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,}(?:\/\S*)?/giu;
const LINK_LENGTH = 23;
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;

/** Count as the server does: characters as people see them, and 23 for a link. The server has the last word. */
function lengthOf(text) {
  const links = text.match(LINK) ?? [];
  const rest = text.trim().replace(LINK, "");
  return (segmenter ? [...segmenter.segment(rest)] : [...rest]).length + links.length * LINK_LENGTH;
}

begin("textarea[data-limit]", (area) => {
  const left = document.querySelector(`[data-count-for="${area.id}"]`);
  const show = () => {
    const count = Number(area.dataset.limit) - lengthOf(area.value);
    left.hidden = area.value === "";
    left.textContent = left.dataset.words.replace("{}", count);
    left.classList.toggle("over", count < 0);
  };
  area.addEventListener("input", show);
  show();
});
