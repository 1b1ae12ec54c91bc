// The page of the search, search/?q=…: its address keeps the question. On all other pages this only fetches what that
// page will need, once somebody goes to the field.
import {Finder} from "./finding.js"
import {figure, isChinese, json, made, root, text} from "./page.js"

const MOST = 30
const place = globalThis.document?.querySelector("#found")
const field = globalThis.document?.querySelector(".find input")
let finder

const list = results => made("ul", {className: "finds"}, ...results.map(row))

function row(one) {
  const lead = finder.facts.find(fact => fact.at === one.fact), newer = finder.facts.find(fact => fact.at === one.newer)
  const chinese = one.others?.find(isChinese)
  const line = !one.about ? lead?.number ? `${figure(lead)}, ${lead.measure[0]}, ${lead.when}` : one.line
    : [one.when, one.speaker, one.kind === "target" ? one.kind : "", one.newer < 0 ? one.state.toLowerCase()
      : newer ? `a newer figure exists: ${figure(newer)} (${newer.when})` : "a newer figure exists"].filter(Boolean).join(" · ")
  const title = !one.about ? one.name : one.number ? `${one.measure[0]}, ${one.about.name}` : one.text
  const name = made("a", {href: new URL(one.address, root)}, text(title))
  const said = one.number ? [`${one.hedge} `, made("strong", {}, one.number), ` ${one.unit[0]}`] : [one.kind]
  return made("li", {}, made("span", {}, name, ...chinese ? [" ", text(chinese)] : [], made("span", {className: "who"}, text(line))),
    made("span", {className: "num"}, ...said))
}

// Showing “lingang” for “lingng”. 3 figures, 1 briefing.
function said(question, {results, slips, unknown}) {
  if (!results.length) return question && `We have nothing on “${question}”.`
  const counts = {}
  for (const {kind} of results) counts[kind] = (counts[kind] ?? 0) + 1
  const many = kind => kind.replace(/y$/, "ie") + "s"
  return slips.map(([word, meant]) => `Showing “${meant}” for “${word}”. `).join("") + unknown.map(word => `Nothing has “${word}”. `).join("")
    + Object.entries(counts).map(([kind, count]) => `${count} ${count > 1 ? many(kind) : kind}`).join(", ") + "."
}

async function show(question) {
  const asked = field.value
  if (!finder.rows.facts) await (await import("./many.js")).learn(finder, question, json)
  if (asked !== field.value) return
  const found = finder.find(question), results = found.results.slice(0, MOST)
  document.querySelector("#found-count").textContent = said(question, found)
  document.querySelector("h1").textContent = question ? `“${question}”` : "Search"
  // The briefings that carry what was found first, and what that is about.
  const first = results.slice(0, 3).filter(one => one.about)
  const also = new Set(first.flatMap(fact => [...fact.carried, fact.about]).filter(one => !results.includes(one)))
  place.replaceChildren(list(results), ...also.size ? [made("h2", {}, "Also in"), list([...also])] : [])
  document.documentElement.classList.toggle("has-found", results.length > 0)
}

async function start() {
  finder = new Finder(await json("search/rows.json"))
  field.value ||= new URLSearchParams(location.search).get("q") ?? ""
  let resting
  field.addEventListener("input", () => {
    show(field.value.trim())
    // The address follows when the typing rests: browsers refuse too many changes.
    clearTimeout(resting)
    resting = setTimeout(() => history.replaceState(null, "", `?${new URLSearchParams({q: field.value.trim()})}`), 300)
  })
  show(field.value.trim())
}

if (place) start()
else if (globalThis.document) json("search/rows.json")
