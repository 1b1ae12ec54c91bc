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
