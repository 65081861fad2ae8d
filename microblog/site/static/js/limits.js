// How many characters are left.

// Without a scheme an address is one only below a domain that exists; these are nearly all that people write.
const TOPS = "[a-z]{2}|com|org|net|info|edu|gov|biz|name|app|dev|blog|xyz|online|site|wiki|news|social|cloud|page";
const HOST = "(?:[\\p{L}\\p{M}\\p{N}_-]+\\.)+[\\p{L}\\p{M}\\p{N}-]{2,}";
const BARE = `(?<![\\p{Script=Latin}0-9_.+\\-/\\\\@$#])(?:[a-z0-9_-]+\\.)+(?:${TOPS})(?![a-z0-9_@+-]|\\.\\w)`;
const TAIL = "(?::\\d{1,5})?(?:[/?#](?:\\([^\\s()]*\\)|[^\\s()]*[\\p{L}\\p{N}=_#/+&~-])*)?";
const LINK = new RegExp(`(?:https?://${HOST}|${BARE})${TAIL}`, "giu");
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
  if (!left) return;
  const warning = area.id === "text" && area.form.elements.warning; // counts with the words below it
  const show = () => {
    const count = Number(area.dataset.limit) - lengthOf(area.value) - (warning ? lengthOf(warning.value) : 0);
    left.hidden = area.value === "";
    left.textContent = left.dataset.words.replace("{}", count);
    left.classList.toggle("over", count < 0);
  };
  area.addEventListener("input", show);
  if (warning) warning.addEventListener("input", show);
  show();
});
