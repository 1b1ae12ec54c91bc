// Shows what the search finds: below the field in the header of every page and, with an address that can be kept, on a
// page of its own, search/?q=… Loaded when somebody goes to the field; asks nobody but this site.
import {Finder, figure} from "./finding.js"

const root = new URL("..", import.meta.url)
const form = document.querySelector(".find"), field = form.elements.q
const page = document.querySelector("#found")
const MOST = 10, MOST_BELOW = 6
let finder

// Rows come once; until then nothing is shown, and what was typed meanwhile is searched for when they are there.
export async function load() {
  finder ??= fetch(new URL("search/rows.json", root)).then(answer => answer.json()).then(rows => new Finder(rows))
  return finder
}

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const chinese = text => /[\u3400-\u9fff]/.test(text) ? made("span", {lang: "zh"}, text) : text
const counted = (count, one) => `${count} ${count === 1 ? one : one.endsWith("y") ? one.slice(0, -1) + "ies" : one + "s"}`

function link(one, text) {
  return made("a", {href: new URL(one.address, root)}, text)
}

function row(one) {
  if (one.text === undefined) {
    const also = one.others.find(name => /[\u3400-\u9fff]/.test(name))
    const lead = finder.facts[one.lead]
    const line = lead?.number ? `${figure(lead)}, ${lead.measure[0]}, ${lead.when}` : one.line
    const what = made("span", {}, link(one, chinese(one.name)), ...also ? [" ", chinese(also)] : [], made("span", {className: "who"}, chinese(line)))
    return made("li", {}, what, made("span", {className: "num"}, one.kind))
  }
  const newer = finder.facts[one.newer]
  const state = newer ? `a newer figure exists: ${figure(newer)} (${newer.when})` : one.newer < 0 ? one.state.toLowerCase() : "a newer figure exists"
  const title = one.number ? `${one.measure[0]}, ${one.about.name}` : one.text
  const who = [one.when, one.speaker, one.kind === "target" ? "target" : "", state].filter(Boolean).join(" · ")
  const shown = one.number ? [one.hedge, " ", made("strong", {}, one.number), " ", one.unit[0]] : [one.kind]
  return made("li", {}, made("span", {}, link(one, chinese(title)), made("span", {className: "who"}, chinese(who))), made("span", {className: "num"}, ...shown))
}

const list = results => made("ul", {className: "finds"}, ...results.map(row))

// 3 figures, 1 briefing, 1 place.
function said(question, {results, slips, unknown}) {
  if (!results.length) return `We have nothing on “${question}”.`
  const counts = new Map()
  for (const {address, kind} of results) {
    const named = {places: "place", organisations: "organisation"}[address.split("/")[0]] ?? kind
    counts.set(named, (counts.get(named) ?? 0) + 1)
  }
  const total = [...counts].map(([kind, count]) => counted(count, kind)).join(", ")
  const meant = slips.map(([word, known]) => `Showing “${known}”: nothing has “${word}”. `).join("")
  const without = unknown.length ? `Nothing has “${unknown.join("”, “")}”. ` : ""
  return `${meant}${without}${total}.`
}

// The briefings that carry what was found first, and what it is about.
function also(results) {
  const first = results.slice(0, 3).filter(one => one.text !== undefined)
  const things = first.flatMap(fact => [...finder.carrying(fact), fact.about])
  return [...new Set(things)].filter(thing => !results.slice(0, MOST).includes(thing))
}

function show(found, question, most = MOST) {
  const {results} = found
  document.querySelector("#found-count").textContent = question ? said(question, found) : ""
  const heading = document.querySelector("h1")
  heading.textContent = question ? `“${question}”` : "Search"
  document.title = document.title.replace(/^.*(?= - )/, question ? `“${question}”` : "Search")
  const parts = results.length ? [list(results.slice(0, most))] : []
  if (results.length > most) {
    const button = made("button", {type: "button", className: "md-button"}, `Show all ${results.length}`)
    button.addEventListener("click", () => {
      show(found, question, results.length)
      page.querySelectorAll(".finds a")[most]?.focus()
    })
    parts.push(made("p", {}, button))
  }
  const others = also(results)
  if (others.length) parts.push(made("h2", {}, "Also in"), list(others))
  page.replaceChildren(...parts)
  document.documentElement.classList.toggle("has-found", results.length > 0)
}

// On its own page: the address keeps the question, and Back returns to the one before.
async function onPage() {
  finder = await load()
  const ask = () => show(field.value.trim() ? finder.find(field.value) : {results: [], slips: []}, field.value.trim())
  const keep = how => history[how](null, "", field.value.trim() ? `?${new URLSearchParams({q: field.value.trim()})}` : location.pathname)
  const fromAddress = () => {
    field.value = new URLSearchParams(location.search).get("q") ?? ""
    ask()
  }
  let typed
  field.addEventListener("input", () => {
    ask()
    // The address follows when the typing rests: browsers refuse too many changes.
    clearTimeout(typed)
    typed = setTimeout(() => keep("replaceState"), 300)
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    clearTimeout(typed)
    keep("pushState")
  })
  addEventListener("popstate", fromAddress)
  if (field.value) ask(), keep("replaceState")
  else fromAddress()
}

// On all others: the first results below the field, as links; Enter leads to the page.
async function below() {
  const status = made("p", {className: "small", role: "status"})
  const results = made("div", {})
  const panel = made("div", {className: "found md-typeset", hidden: true}, status, results)
  form.append(panel)
  const ask = async () => {
    finder = await load()
    const question = field.value.trim()
    const found = question ? finder.find(question) : {results: [], slips: []}
    panel.hidden = !question
    status.textContent = said(question, found)
    results.replaceChildren(list(found.results.slice(0, MOST_BELOW)))
  }
  field.addEventListener("input", ask)
  form.addEventListener("keydown", event => {
    const links = [field, ...panel.querySelectorAll("a")]
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
    if (event.key === "Escape") panel.hidden = true, field.focus()
    else if (step && !panel.hidden) links[links.indexOf(document.activeElement) + step]?.focus(), event.preventDefault()
  })
  form.addEventListener("focusout", event => panel.hidden ||= event.relatedTarget && !form.contains(event.relatedTarget))
  if (field.value.trim()) await ask()
  else await load()
}

page ? onPage() : below()
