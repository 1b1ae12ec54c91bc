const root = new URL("..", import.meta.url)
const json = path => fetch(new URL(path, root)).then(answer => answer.json())
const made = (tag, properties, ...children) => {
const element = Object.assign(document.createElement(tag), properties)
element.append(...children)
return element
}
const isChinese = text => /[\u3400-\u9fff]/.test(text)
const text = words => isChinese(words) ? made("span", {lang: "zh"}, words) : words
const figure = ({hedge, number, unit}) => [hedge, number, unit[0]].filter(Boolean).join(" ")
const objects = columns => Object.values(columns)[0].map((_, at) => {
const one = {}
for (const name in columns) one[name] = columns[name][at]
return one
})
const KINDS = {f: "figure", e: "event", p: "policy", t: "target", b: "background"}
const taken = (rows, things, columns, first) => objects(columns).map((fact, at) => Object.assign(fact, {
at: first + at, address: `facts/${fact.id}/`, about: things[fact.about], also: (fact.also || []).map(thing => things[thing]),
carried: (fact.carried || []).map(thing => things[thing]), kind: KINDS[fact.kind] ?? KINDS.b,
measure: rows.measures[fact.measure] ?? ["", ""], unit: rows.units[fact.unit] ?? ["", ""],
when: rows.whens[fact.when], speaker: rows.speakers[fact.speaker], state: rows.states[fact.state],
}))
const MOST = 20
const form = document.querySelector("#chooser"), place = document.querySelector("#answer"), status = document.querySelector("#answer-count")
const {from, to} = form.elements
const years = new Map()
let rows, things
const facts = new Map()
const several = (number, one, many = `${one}s`) => `${number ? number.toLocaleString("en") : "no"} ${number === 1 ? one : many}`
const inWords = day => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"})
const isDay = text => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
async function learn(numbers) {
if (!rows) {
rows = await json("search/rows.json")
things = objects(rows.things)
const all = rows.facts ? taken(rows, things, rows.facts, 0) : []
for (const fact of all) facts.set(fact.at, fact)
}
const blocks = new Set(numbers.filter(number => !facts.has(number)).map(number => Math.floor(number / rows.block)))
await Promise.all([...blocks].map(async block => {
for (const fact of taken(rows, things, await json(`search/facts/${block}.json`), block * rows.block)) facts.set(fact.at, fact)
}))
}
async function happened(first, last) {
const wanted = []
const oldest = first < from.min ? from.min : first
for (let year = Number(last.slice(0, 4)); year >= Number(oldest.slice(0, 4)); year--) {
if (!years.has(year)) years.set(year, await json(`search/changed/${year}.json`).catch(() => ({})))
wanted.push(years.get(year))
}
const found = {}
for (const year of wanted) {
for (const kind in year) found[kind] = [...found[kind] ?? [], ...year[kind].filter(([day]) => first <= day && day <= last)]
}
return found
}
const link = (address, ...words) => made("a", {href: new URL(address, root)}, ...words)
const meta = (...words) => made("span", {className: "who"}, ...words)
const line = (left, right) => made("li", {}, made("span", {}, ...left), ...right.length ? [made("span", {className: "num"}, ...right)] : [])
const amount = fact => fact.number ? [fact.hedge ? `${fact.hedge} ` : "", made("strong", {}, fact.number), fact.unit[0] ? ` ${fact.unit[0]}` : ""] : [fact.kind]
const named = fact => link(fact.address, ...fact.number ? [text(fact.about.name), `: ${fact.measure[0]}`] : [text(fact.text)])
const told = ([words, number, when, speaker], withTime) => [link(facts.get(number).address, words || "a fact"), ` (${[withTime && when, speaker].filter(Boolean).join(", ")})`]
const listed = (some, withTime) => some.flatMap((one, at) => [at ? "; " : "", ...told(one, withTime)])
const LINES = {
steps: ([day, was, now]) => {
const [one, two] = [facts.get(was), facts.get(now)]
const when = one.when === two.when ? two.when : `${one.when} → ${two.when}`
return line([named(two), meta(`${when} · `, text(two.speaker), ` · ${inWords(day)}`)], [link(one.address, figure(one)), made("span", {ariaLabel: "to", role: "img"}, " → "), ...amount(two)])
},
added: ([day, number]) => {
const fact = facts.get(number)
return line([named(fact), meta(`${fact.when} · `, text(fact.speaker), fact.kind === "target" ? " · target" : "", ` · ${inWords(day)}`)], amount(fact))
},
corrected: changed, withdrawn: changed, others: changed, opened: differing, closed: differing,
due: ([day, number, outcome, answers]) => {
const fact = facts.get(number)
return line([link(fact.address, text(fact.text)), meta(`Due ${inWords(day)}. ${outcome} `, ...listed(answers, true))], [])
},
stale: ([day, number]) => {
const fact = facts.get(number)
return line([named(fact), meta(`${fact.when} · `, text(fact.speaker), ` · a newer figure should exist since ${inWords(day)}`)], amount(fact))
},
published: ([day, address, words]) => line([link(address, words), meta(inWords(day))], []),
noted: ([day, address, words]) => line([link(address, words), meta(inWords(day))], []),
}
function changed([day, address, words, fields, why, later]) {
return line([link(address, text(words)), ...fields.map(([name, was, now]) => meta(`${name}: `, made("del", {}, was), " → ", made("ins", {}, now))),
meta(`${inWords(day)}. Why: ${why}${later ? ` ${later}.` : ""}`)], [])
}
function differing([day, about, measure, when, address, figures]) {
return line([link(address, text(about), `: ${measure}, ${when}`), meta(...listed(figures)), meta(inWords(day))], [])
}
const SECTIONS = [
["steps", "Updated figures, old → new", "updated figure"], ["added", "New facts", "new fact"], ["corrected", "Corrected", "correction"],
["withdrawn", "Withdrawn", "withdrawal"], ["opened", "Disagreements opened", "disagreement opened", "disagreements opened"],
["closed", "Disagreements closed", "disagreement closed", "disagreements closed"], ["due", "Targets fallen due", "target fallen due", "targets fallen due"],
["stale", "Gone stale", "figure gone stale", "figures gone stale"], ["published", "Briefings", "briefing"],
["noted", "Notes to briefings", "note to a briefing", "notes to briefings"], ["others", "Changed besides", "other change"],
]
const QUIET = new Set(["published", "noted", "others"])
function section(kind, heading, all) {
const list = made("ul", {className: "finds"}, ...all.slice(0, MOST).map(LINES[kind]))
const more = made("button", {type: "button", className: "plain"}, `Show ${(all.length - MOST).toLocaleString("en")} more`)
more.addEventListener("click", () => {
list.append(...all.slice(MOST).map(LINES[kind]))
more.remove()
list.children[MOST].querySelector("a").focus()
})
return [made("h2", {}, `${heading}: ${all.length.toLocaleString("en")}`), list, ...all.length > MOST ? [more] : []]
}
async function show() {
const [first, last] = [from.value, to.value]
const found = await happened(first, last)
const has = kind => found[kind] ?? []
await learn([...["added", "stale", "due"].flatMap(kind => has(kind).map(row => row[1])), ...has("steps").flatMap(row => row.slice(1)),
...["opened", "closed"].flatMap(kind => has(kind).flatMap(row => row[5].map(one => one[1]))), ...has("due").flatMap(row => row[3].map(one => one[1]))])
if (first !== from.value || last !== to.value) return
const counts = SECTIONS.filter(([kind]) => has(kind).length || !QUIET.has(kind)).map(([kind, , one, many]) => several(has(kind).length, one, many))
status.textContent = `${inWords(first)}${first === last ? "" : ` to ${inWords(last)}`}: ${counts.join(", ")}.`
+ (first < from.min ? ` The site begins on ${inWords(from.min)}.` : "")
place.replaceChildren(...SECTIONS.filter(([kind]) => has(kind).length).flatMap(([kind, heading]) => section(kind, heading, has(kind))))
}
function fromAddress() {
const wanted = new URLSearchParams(location.search)
const [first, last] = ["from", "to"].map(name => isDay(wanted.get(name) ?? "") ? wanted.get(name) : "")
const end = last && last < to.max ? last : to.max
const begin = first || (end === to.max ? form.dataset.since : end)
;[from.value, to.value] = [begin < to.max ? begin : to.max, end].sort()
}
function start() {
fromAddress()
form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("change", () => {
if (!isDay(from.value) || !isDay(to.value)) return
if (from.value > to.value) [from.value, to.value] = [to.value, from.value]
history.pushState(null, "", `?${new URLSearchParams({from: from.value, to: to.value})}`)
tell()
})
addEventListener("popstate", () => {
fromAddress()
tell()
})
tell()
}
const tell = () => show().catch(() => status.textContent = "What changed could not be loaded. The weeks below tell it.")
start()
