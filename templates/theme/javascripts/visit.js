// Says what was added since the reader's last visit. It compares the page's counts with those of that visit, which the
// reader's own browser keeps; nothing is sent. Without script, or where nothing may be kept, nothing is shown.
{
  const place = document.getElementById("since")
  const link = place.querySelector("a")
  const now = {facts: Number(place.dataset.facts), updates: Number(place.dataset.updates), week: link.href}
  const name = `${new URL(".", location.href).pathname}#visit`
  // Who reloads the page or comes back soon is still on the same visit.
  const SAME_VISIT = 30 * 60 * 1000
  try {
    const kept = JSON.parse(localStorage.getItem(name)) || {}
    const isSame = Date.now() - kept.seen < SAME_VISIT
    const before = (isSame ? kept.before : kept.now) || null
    localStorage.setItem(name, JSON.stringify({before, now, seen: Date.now()}))
    const parts = before ? [
      [now.facts - before.facts, "new fact", "new facts"],
      [now.updates - before.updates, "correction", "corrections"],
    ].filter(([number]) => number > 0).map(([number, one, many]) => `${number} ${number === 1 ? one : many}`) : []
    if (parts.length) {
      link.textContent = parts.join(", ")
      // Of more than a week the list of weeks tells.
      if (before.week !== now.week) link.href = new URL("..", link.href)
      place.hidden = false
    }
  } catch {
    // The browser keeps nothing, or somebody wrote something else there.
  }
}
