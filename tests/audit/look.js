// What a person would stumble over and axe does not ask for: things beside the page, and things too small for a finger.
({ fingers }) => {
  const shown = one => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1.5
  const name = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 140)
  const found = []

  for (const one of document.querySelectorAll("body *")) {
    if (one.closest(".quiet-words, .skip, .wide, svg, nav li span, .tags ul") || !shown(one)) continue
    const box = one.getBoundingClientRect()
    if (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5) found.push(["wider than the page", name(one)])
  }

  // Links within sentences are as large as their words (WCAG 2.2, 2.5.8).
  const within = one => one.parentElement.matches("p, dd, td, span, small, label, summary, :has(> p)")
    && one.matches("a") && !one.matches(".button, .deed, .author, .when, .who")
    && one.parentElement.textContent.trim().length > one.textContent.trim().length
  const label = one => one.matches("input") && document.querySelector(`label[for="${CSS.escape(one.id)}"]`)
  if (fingers) {
    for (const one of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")) {
      if (!shown(one) || within(one) || one.closest(".skip, .words, [aria-hidden=true]")) continue
      const boxes = [one, one.matches("[type=checkbox], [type=radio]") && label(one)].filter(Boolean)
        .map(each => each.getBoundingClientRect())
      const wide = Math.max(...boxes.map(box => box.right)) - Math.min(...boxes.map(box => box.left))
      const high = Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top))
      if (wide < 43.5 || high < 43.5) found.push([`too small for a finger (${Math.round(wide)} × ${Math.round(high)})`, name(one)])
    }
  }

  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    for (const one of document.getAnimations()) found.push(["moves", name(one.effect.target)])
  }
  return found
}
