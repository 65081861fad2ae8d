// Keys that do something.

// What only has to be passed on is passed on.
document.querySelector("form[data-at-once]")?.requestSubmit();

// Ctrl+Enter sends, as everywhere.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form.composer")?.requestSubmit();
  }
});
