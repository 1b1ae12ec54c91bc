// What two places or organisations have, or up to four, side by side: compare/?a=zhangjiang&b=lingang. Which figure of
// each, and what sets figures apart, is in search/compared.json. It never ranks.
import {figure, json, made, objects, root, text} from "./page.js"

const NAMES = ["a", "b", "c", "d"], MOST = 6
const CHIPS = {Confirmed: "confirmed", Disputed: "disputed", Corrected: "corrected", Replaced: "replaced"}
const form = document.querySelector("#chooser"), place = document.querySelector("#answer")
const status = document.querySelector("#answer-count"), title = document.querySelector("h1"), named = title.firstChild.data
let data, cells, unlike

const several = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`
const inWords = names => names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
const chosen = () => [...new Set(NAMES.map(name => form.elements[name].value).filter(Boolean))].map(id => data.subjects.findIndex(one => one[0] === id))

// --- what can be held against what ---

// What a reader has to know before the figures of a row are compared, and whether that can be done at all.
function judged(row) {
  const pairs = row.found.flatMap((one, at) => row.found.slice(at + 1).map(two => [one, two]))
  const months = row.found.map(({month}) => month), apart = Math.max(...months) - Math.min(...months)
  const counted = new Set(row.found.map(one => one.counted))
  const said = []
  let isFit = true
  if (counted.size > 1) {
    const hasDollars = row.found.every(one => one.dollars || one.counted === "USD")
    isFit = hasDollars
    said.push(hasDollars ? "In different currencies: hold only the dollars against each other, at the rates of those times."
      : "In different currencies, without a rate for both times.")
  }
  if (pairs.some(([one, two]) => unlike.has(`${one.at} ${two.at}`))) {
    said.push(data.words.lengths)
    isFit &&= !row.isFlow
  }
  // Exaflops and petaflops are said in the same unit; services and models are not the same things.
  const hasUnits = counted.size === 1 && new Set(row.found.map(one => one.counts)).size > 1
  const isSaid = hasUnits && row.found.some(one => one.converted)
  if (hasUnits && !isSaid && !row.found[0].counted) said.push(`They do not count the same: ${inWords([...new Set(row.found.map(one => one.unit))])}.`)
  if (apart > data.far) said.push(data.words.far.replace("{}", data.months[apart]))
  return {...row, said, isFit, apart, isSaid}
}

// A row for each measure of which somebody has a figure.
function rowsOf(subjects, isTarget) {
  const found = new Map()
  for (const cell of cells) {
    if (!subjects.includes(cell.subject) || Boolean(cell.target) !== isTarget) continue
    const [name, definition, family, isFlow] = data.measures[cell.measure]
    if (!found.has(cell.measure)) found.set(cell.measure, {name, definition, family, isFlow, isTarget, found: []})
    found.get(cell.measure).found.push(cell)
  }
  return [...found.values()]
}

// --- what is shown ---

const roled = (role, element) => (element.setAttribute("role", role), element)

function cellOf(cell, subject, isSaid) {
  const of = made("span", {className: "of"}, text(data.subjects[subject][1]))
  if (!cell) return roled("cell", made("td", {}, of, made("span", {className: "none"}, "no figure found")))
  const link = made("a", {href: new URL(`facts/${cell.fact}/`, root)}, cell.hedge ? `${cell.hedge} ` : "", made("strong", {}, cell.number), cell.unit ? ` ${cell.unit}` : "")
  const state = data.states[cell.state]
  const chip = CHIPS[state] ? [" ", made("span", {className: `chip ${CHIPS[state]}`}, state)] : []
  return roled("cell", made("td", {}, of, link, ...isSaid && cell.converted ? [made("span", {className: "meta"}, cell.converted)] : [], ...cell.dollars ? [made("span", {className: "meta"}, cell.dollars)] : [],
    made("span", {className: "meta"}, `${data.whens[cell.when]}, `, text(data.speakers[cell.speaker]), ...chip)))
}

function section(heading, lead, rows, subjects, isFolded = false) {
  if (!rows.length) return []
  const head = roled("row", made("tr", {}, ...["Measure", ...subjects.map(at => data.subjects[at])].map(one => {
    const words = typeof one === "string" ? [one] : [made("a", {href: new URL(one[3], root)}, one[1]), ...one[2] ? [" ", text(one[2])] : []]
    return roled("columnheader", made("th", {scope: "col"}, ...words))
  })))
  const body = rows.map(row => roled("row", made("tr", {},
    roled("rowheader", made("th", {scope: "row"}, row.name, row.isTarget ? " (target)" : "", ...row.said.map(words => made("span", {className: "meta warning"}, words)),
      made("span", {className: "meta"}, row.definition))),
    ...subjects.map(at => cellOf(row.found.find(cell => cell.subject === at), at, row.isSaid)))))
  const table = roled("table", made("table", {className: "cards side"}, made("caption", {}, heading),
    roled("rowgroup", made("thead", {}, head)), roled("rowgroup", made("tbody", {}, ...body))))
  const isLong = isFolded && rows.length > MOST
  return [made("h2", {}, heading), ...lead ? [made("p", {}, lead)] : [],
    isLong ? made("details", {className: "more"}, made("summary", {}, several(rows.length, "measure")), table) : table]
}

function show() {
  const subjects = chosen()
  NAMES.slice(2).forEach((name, at) => form.elements[name].parentElement.hidden = subjects.length < at + 2 && !form.elements[name].value)
  document.documentElement.classList.toggle("has-found", subjects.length > 1)
  const names = subjects.map(at => data.subjects[at][1])
  title.firstChild.data = subjects.length > 1 ? inWords(names) : named
  if (subjects.length < 2) {
    status.textContent = subjects.length ? `Choose what ${names[0]} is compared with.` : ""
    return place.replaceChildren()
  }
  const all = [false, true].map(isTarget => rowsOf(subjects, isTarget).map(judged))
  const [figures, targets] = all.map(rows => rows.filter(({found}) => found.length > 1))
  const fit = figures.filter(({isFit}) => isFit), unfit = [...figures, ...targets].filter(({isFit}) => !isFit)
  const alone = all.flat().filter(({found}) => found.length === 1)
  // Measures of one unit that count other things: each of them has one, and they are not the same.
  const families = new Map()
  for (const row of alone.filter(({isTarget}) => !isTarget)) {
    if (!families.has(row.family)) families.set(row.family, new Set())
    families.get(row.family).add(row.found[0].subject)
  }
  const isNear = row => !row.isTarget && families.get(row.family).size > 1
  const near = alone.filter(isNear).sort((a, b) => a.family.localeCompare(b.family) || a.found[0].subject - b.found[0].subject)
  const who = subjects.length > 2 ? "two of them or more" : "both", apart = Math.max(0, ...fit.map(one => one.apart))
  status.replaceChildren(made("strong", {}, fit.length ? `${several(fit.length, "measure")} with a figure for ${who} that can be compared.` : `No figure of ${inWords(names)} can be compared.`),
    apart > data.far ? ` Their dates lie up to ${data.months[apart]} apart.` : "",
    unfit.length ? ` ${unfit.length} more cannot be compared.` : "", " Nothing here is ranked.")
  place.replaceChildren(
    ...section(subjects.length > 2 ? "What several have" : "What both have", "", fit, subjects),
    ...section("The same measure, not to be compared", "Both figures stand; they are not of the same kind of time or money.", unfit, subjects),
    ...section("Targets", "", targets.filter(({isFit}) => isFit), subjects),
    ...section("The same unit, another measure", "These count different things: read what, before you hold one against another.", near, subjects, true),
    ...section("Only one of them has", "", alone.filter(row => !isNear(row)), subjects, true),
    made("h2", {}, "Everything else"),
    made("p", {}, ...subjects.flatMap((at, number) => [number ? " · " : "", made("a", {href: new URL(`facts/?place=${data.subjects[at][0]}`, root)}, "All facts about ", text(data.subjects[at][1]))])))
}

function fromAddress() {
  const wanted = new URLSearchParams(location.search)
  for (const name of NAMES) {
    const select = form.elements[name]
    select.value = wanted.get(name) ?? ""
    // Whom nobody can choose is nobody.
    if (select.selectedIndex < 0) select.value = ""
  }
}

async function start() {
  data = await json("search/compared.json")
  cells = objects(data.cells).map((cell, at) => ({...cell, at}))
  unlike = new Set(data.unlike.flatMap(([one, two]) => [`${one} ${two}`, `${two} ${one}`]))
  const groups = [["Places", "places/"], ["Organisations", "organisations/"]].map(([label, folder]) =>
    [label, data.subjects.filter(one => one[3].startsWith(folder)).sort((a, b) => a[1].localeCompare(b[1], "en"))])
  for (const name of NAMES) {
    form.elements[name].append(...groups.filter(([, some]) => some.length).map(([label, some]) =>
      made("optgroup", {label}, ...some.map(([value, words]) => made("option", {value}, words)))))
  }
  fromAddress()
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("change", () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    history.pushState(null, "", String(query) ? `?${query}` : location.pathname)
    show()
  })
  addEventListener("popstate", () => {
    fromAddress()
    show()
  })
  show()
}

start().catch(() => status.textContent = "The figures could not be loaded. The comparisons below are there.")
