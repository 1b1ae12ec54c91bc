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
