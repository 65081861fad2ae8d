// Whether whoever goes on by the tabulator sees where they are.
() => {
  const found = []
  const marks = one => { const style = getComputedStyle(one); return [style.outlineStyle, style.outlineWidth, style.boxShadow].join() }
  for (const one of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")) {
    if (one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) continue
    document.activeElement.blur()
    const before = marks(one)
    one.focus({ focusVisible: true })
    if (document.activeElement === one && marks(one) === before) found.push(["focus that nobody sees", one.outerHTML.slice(0, 140)])
  }
  return found
}
