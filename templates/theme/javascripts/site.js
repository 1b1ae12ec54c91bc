// What has to be so before Material's own script runs, on every page.
{
  // Material takes every rel=alternate for another language and asks for a sitemap next to it, which no feed has.
  document.querySelectorAll("link[rel=alternate]").forEach(link => link.relList.add("feed"))

  // It also loads the search's worker and whole index with every page; here both wait until somebody goes to the
  // search.
  const {open, send} = XMLHttpRequest.prototype, Thread = Worker
  Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.start = () => {
        this.thread = new Thread(url)
        this.thread.onmessage = event => this.dispatchEvent(new MessageEvent("message", {data: event.data}))
      }
    }
    postMessage(data) {
      this.thread || this.start()
      this.thread.postMessage(data)
    }
  }
  Object.assign(XMLHttpRequest.prototype, {
    open(method, url) {
      this.isIndex = String(url).endsWith("search_index.json")
      return open.apply(this, arguments)
    },
    send() {
      const search = this.isIndex && document.querySelector(".md-search")
      if (search) search.addEventListener("focusin", () => send.call(this), {once: true})
      else send.apply(this, arguments)
    }
  })
}

// An open card leaves in view what it is about, and on a phone Back closes it. Without script it opens all the same.
{
  const phone = matchMedia("(max-width: 44.98em)"), open = () => document.querySelector(".card:popover-open")
  let opener
  addEventListener("click", event => opener = event.target.closest("button[popovertarget]:not(.close)") ?? opener, true)

  function place(card) {
    if (opener?.popoverTargetElement !== card) opener = document.querySelector(`[popovertarget=${card.id}]`)
    const block = opener.closest(".other, p, li, td, dd, h1, h2, h3"), top = document.querySelector(".md-header").offsetHeight + 8
    block.classList.add("said")
    card.removeAttribute("style")
    // Of a long text the line of the number is what counts.
    const room = innerHeight - card.offsetHeight - 8, whole = block.getBoundingClientRect()
    const said = whole.height <= room - top ? whole : opener.getBoundingClientRect()
    const below = phone.matches ? said.bottom - room : said.bottom + 8 - room
    const isAbove = !phone.matches && below > 0 && said.top - top > card.offsetHeight
    const by = said.top < top ? said.top - top : isAbove ? 0 : Math.max(0, Math.min(below, said.top - top))
    if (!phone.matches) {
      const down = isAbove ? said.top - card.offsetHeight - 8 : said.bottom + 8
      const right = Math.min(opener.getBoundingClientRect().left, document.body.clientWidth - card.offsetWidth - 8)
      card.style = `position: absolute; margin: 0; inset: ${scrollY + down}px auto auto ${Math.max(8, right)}px`
    }
    scrollBy({top: by, behavior: "instant"})
  }

  document.addEventListener("toggle", event => {
    const card = event.target
    if (!card.matches(".card")) return
    document.querySelector(".said")?.classList.remove("said")
    if (event.newState === "open") {
      if (phone.matches && history.state?.card) history.replaceState({card: card.id}, "")
      else if (phone.matches) {
        history.scrollRestoration = "manual"
        history.pushState({card: card.id}, "")
      }
      place(card)
    }
    // Unless another card opens in its place, the entry that Back would have closed goes too.
    else setTimeout(() => open() || history.state?.card && history.back(), 100)
  }, true)

  addEventListener("popstate", () => {
    const card = document.getElementById(history.state?.card)
    if (card) open() === card || card.showPopover()
    else {
      history.scrollRestoration = "auto"
      open()?.hidePopover()
    }
  })
  document.getElementById(history.state?.card)?.showPopover()
}
