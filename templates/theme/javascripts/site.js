// What has to be so before Material's own script runs, on every page.
{
  // Material takes every rel=alternate for another language and asks for a sitemap next to it, which no feed has.
  document.querySelectorAll("link[rel=alternate]").forEach(link => link.relList.add("feed"))

  // The search comes when somebody goes to its field, or to its page.
  const script = new URL("../search/search.js", document.currentScript.src)
  const field = document.querySelector(".find input")
  if (document.querySelector("#found")) {
    // What stands there without script is not shown while results are on their way.
    document.documentElement.classList.toggle("has-found", location.search.includes("q="))
    import(script)
  }
  else field.addEventListener("focus", () => import(script), {once: true})
}

// An open card leaves in view what it is about, and on a phone Back closes it. Without script it opens all the same.
{
  const phone = matchMedia("(max-width: 44.98em)"), open = () => document.querySelector(".card:popover-open")
  let opener, isLeaving = false
  addEventListener("click", event => opener = event.target.closest("button[popovertarget]:not(.close)") ?? opener, true)

  // A mark of a chart opens its fact's card; without script, or in another tab, it leads to the fact's page.
  addEventListener("click", event => {
    const mark = event.target.closest("a[data-card]"), card = mark && document.getElementById(mark.dataset.card)
    if (!card?.showPopover || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    opener = mark
    card.matches(":popover-open") ? card.hidePopover() : card.showPopover()
  })

  function place(card) {
    if (opener?.popoverTargetElement !== card && opener?.dataset.card !== card.id)
      opener = document.querySelector(`[popovertarget=${card.id}], [data-card=${card.id}]`)
    const block = opener.closest(".other, p, li, td, dd, h1, h2, h3, a[data-card]")
    block.classList.add("said")
    card.removeAttribute("style")
    const top = document.querySelector(".md-header").offsetHeight + 8, height = card.offsetHeight
    // Of a long text the line of the number is what counts.
    const room = innerHeight - height - 8, whole = block.getBoundingClientRect(), number = opener.getBoundingClientRect()
    const said = whole.height <= room - top ? whole : number
    const hidden = Math.max(0, said.bottom + 8 - innerHeight), covered = Math.max(0, said.bottom + 8 - room)
    const isAbove = !phone.matches && covered > 0 && said.top - hidden - top > height
    const by = said.top < top ? said.top - top : isAbove ? hidden : Math.min(covered, said.top - top)
    if (!phone.matches) {
      const down = isAbove ? said.top - height - 8 : said.bottom + 8
      const right = Math.max(8, Math.min(number.left, document.body.clientWidth - card.offsetWidth - 8))
      card.style = `position: absolute; margin: 0; inset: ${scrollY + down}px auto auto ${right}px`
    }
    scrollBy({top: by, behavior: "instant"})
  }

  // An open card of a phone has an entry in the history, which Back takes away.
  function remember(card) {
    if (history.state?.card) return history.replaceState({card: card.id}, "")
    history.scrollRestoration = "manual"
    history.pushState({card: card.id}, "")
  }

  document.addEventListener("toggle", event => {
    const card = event.target
    if (!card.matches(".card")) return
    document.querySelector(".said")?.classList.remove("said")
    if (event.newState === "open") {
      if (phone.matches && !isLeaving) remember(card)
      place(card)
    }
    // Unless another card opens in its place, its entry goes with it.
    else setTimeout(() => {
      if (open() || !history.state?.card || isLeaving) return
      isLeaving = true
      history.back()
    }, 100)
  }, true)

  addEventListener("popstate", () => {
    const card = document.getElementById(history.state?.card), shown = open()
    if (isLeaving && shown) remember(shown)
    else if (card) shown === card || card.showPopover()
    else {
      history.scrollRestoration = "auto"
      shown?.hidePopover()
    }
    isLeaving = false
  })
  document.getElementById(history.state?.card)?.showPopover()
}
