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
const STEP = 50, MORE = 200, RESTED = 1000
const CHIPS = {confirmed: "confirmed", contested: "disputed", corrected: "corrected", replaced: "replaced", withdrawn: "withdrawn"}
const form = document.querySelector("#filters"), fold = form.querySelector("details")
const count = document.querySelector("#facts-count"), ways = document.querySelector("#facts-ways")
const body = document.querySelector("#facts tbody"), more = document.querySelector("#facts-more")
const selects = [...form.querySelectorAll("select")].filter(select => select.name !== "sort")
const field = form.elements.q, sort = form.elements.sort
const id = thing => thing.address.split("/")[1]
const said = (name, value) => [...form.elements[name].options].find(option => option.value === value)?.dataset.name ?? ""
let all, rows, shown, read, last = {}
function values(fact, {within, things, topics, measures, speakers, states, results}) {
const places = new Set()
for (let thing of [fact.about, ...fact.also]) {
let at = things.indexOf(thing)
while (at >= 0 && !places.has(at)) places.add(at), at = within[at] ?? -1
}
return {
place: [...places].map(at => id(things[at])), topic: [fact.topics].flat().map(topic => topics[topic]),
measure: fact.measured < 0 ? [] : [measures[fact.measured]], kind: [fact.kind], speaker: [speakers[fact.says]],
stands: [states[fact.stands]], result: [results[fact.result]].filter(Boolean), year: fact.year ? [String(fact.year)] : ["undated"],
}
}
const words = fact => fact.words ??= new Set(read([figure(fact), fact.text, fact.id, fact.when, fact.speaker, fact.unit[1], fact.more, ...fact.measure,
...[fact.about, ...fact.also].flatMap(thing => [thing.name, ...thing.others])].join(" · ")))
const has = (fact, asked) => asked.every(word => words(fact).has(word) || !/^\d/.test(word) && [...words(fact)].some(known => known.startsWith(word)))
const dated = fact => fact.year ? 0 : 1
const ahead = fact => fact.of.result[0] === "ahead" ? 1 : 0
const ORDERS = {
"": (a, b) => ahead(a) - ahead(b) || a.order - b.order,
oldest: (a, b) => dated(a) - dated(b) || b.order - a.order,
place: (a, b) => a.about.name.localeCompare(b.about.name, "en") || a.order - b.order,
}
function byValue(facts, turn) {
const many = new Map()
for (const {counted} of facts) many.set(counted, (many.get(counted) ?? 0) + 1)
return (a, b) => (a.value === null) - (b.value === null) || many.get(b.counted) - many.get(a.counted) || a.counted - b.counted
|| turn * (a.value - b.value) || a.order - b.order
}
const asked = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value))
function fromAddress() {
const wanted = new URLSearchParams(location.search)
for (const element of form.elements) {
if (!element.name) continue
element.value = wanted.get(element.name) ?? ""
if (element.tagName === "SELECT" && element.selectedIndex < 0) element.value = ""
}
}
function toAddress(name) {
const query = String(new URLSearchParams(asked()))
const address = query ? `?${query}` : location.pathname
if (query === location.search.slice(1)) return
const goesOn = name === last.name && Date.now() - last.on < (name === "q" ? 10 : 1) * RESTED
history[goesOn ? "replaceState" : "pushState"](null, "", address)
last = {name, on: Date.now()}
}
function cell(className, ...children) {
const element = made("td", {className}, ...children)
element.setAttribute("role", "cell")
return element
}
function row(fact) {
const link = (...words) => made("a", {href: new URL(fact.address, root)}, ...words)
const plan = fact.kind === "target" ? " (target)" : ""
const name = [text(fact.about.name), ...fact.number ? [": ", fact.measure[0], plan] : []]
const state = fact.of.stands[0], result = fact.of.result[0]
const chip = CHIPS[state] ? [made("span", {className: `chip ${CHIPS[state]}`}, said("stands", state))] : []
const plainly = result ? said("result", result) : chip.length ? "" : said("stands", state)
const line = made("tr", {},
cell("num", fact.number ? link(`${fact.hedge} `.trimStart(), made("strong", {}, fact.number), ` ${fact.unit[0]}`.trimEnd()) : made("span", {className: "none"}, fact.kind)),
cell("what", ...fact.number ? name : [link(text(fact.text)), made("span", {className: "meta"}, ...name)]),
cell("when", fact.when), cell("who", text(fact.speaker)),
cell("stands", ...chip, ...plainly && chip.length ? [" "] : [], plainly.toLowerCase()))
line.setAttribute("role", "row")
return line
}
function showRows(from) {
body.append(...rows.slice(from, shown).map(row))
const rest = Math.min(MORE, rows.length - shown)
const button = made("button", {type: "button", className: "plain"}, `Show ${rest} more`)
button.addEventListener("click", () => {
const before = shown
shown += MORE
showRows(before)
body.rows[before].querySelector("a").focus()
})
more.replaceChildren(...rest > 0 ? [button] : [])
}
function countChoices(filters, found) {
for (const select of selects) {
const others = filters.filter(([name]) => name !== select.name), counts = new Map()
const left = others.length === filters.length ? found : all.filter(fact => others.every(([, passes]) => passes(fact)))
for (const fact of left) for (const value of fact.of[select.name]) counts.set(value, (counts.get(value) ?? 0) + 1)
for (const option of select.options) {
const number = option.value ? counts.get(option.value) ?? 0 : left.length
option.textContent = `${option.dataset.name} (${number.toLocaleString("en")})`
option.disabled = !number && !option.selected
}
}
}
async function show() {
const wanted = asked(), query = wanted.q
if (query) read ??= (await import("./search.js")).read
if (asked().q !== query) return
const filters = selects.filter(({name}) => wanted[name]).map(({name}) => [name, fact => fact.of[name].includes(wanted[name])])
const terms = query ? read(query) : []
if (terms.length) filters.push(["q", fact => has(fact, terms)])
const found = all.filter(fact => filters.every(([, passes]) => passes(fact)))
const turn = {largest: -1, smallest: 1}[sort.value]
rows = found.sort(turn ? byValue(found, turn) : ORDERS[sort.value])
const units = new Set(rows.filter(({value}) => value !== null).map(({counted}) => counted)).size
count.textContent = `${rows.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} facts`
+ (turn && units > 1 ? `, in order within each of ${units} kinds of unit` : "") + (rows.length ? "." : ": none has all of this.")
const chosen = filters.length
fold.firstChild.textContent = chosen ? `Filters (${chosen})` : "Filters"
const take = made("button", {type: "button", className: "plain"}, rows.length === 1 ? "This row as CSV" : "These rows as CSV")
take.addEventListener("click", () => download().catch(() => take.replaceWith("The file could not be loaded.")))
const clear = made("button", {type: "button", className: "plain"}, "Clear filters")
clear.addEventListener("click", () => {
for (const element of form.elements) if (element.name) element.value = ""
changed("")
count.setAttribute("tabindex", "-1")
count.focus()
})
ways.replaceChildren(...rows.length ? [take] : [], " ", ...Object.keys(wanted).length ? [clear] : [])
countChoices(filters, found)
shown = STEP
body.replaceChildren()
body.parentElement.hidden = !rows.length
showRows(0)
}
async function download() {
const lines = (await (await fetch(new URL(document.querySelector("#facts").dataset.csv, root))).text()).match(/(?:[^"\r\n]|"(?:[^"]|"")*")+/g)
const byId = new Map(lines.map(line => [line.slice(0, line.indexOf(",")), line]))
const file = new Blob(["\uFEFF", [lines[0].replace("\uFEFF", ""), ...rows.map(fact => byId.get(fact.id)), ""].join("\r\n")], {type: "text/csv"})
const link = made("a", {href: URL.createObjectURL(file), download: `${["facts", ...Object.values(asked())].join("-").replace(/[^\w\u3400-\u9fff]+/g, "-").slice(0, 80)}.csv`})
link.click()
setTimeout(() => URL.revokeObjectURL(link.href), RESTED)
}
function changed(name) {
toAddress(name)
show()
}
function addChoices(name, choices) {
form.elements[name].append(...choices.map(([value, words, depth = 0]) => {
const option = made("option", {value}, words)
option.dataset.name = "\u2003".repeat(depth) + words
return option
}))
}
function subjects({things, within}) {
const named = (a, b) => things[a].name.localeCompare(things[b].name, "en")
const tree = (parent, depth) => [...within.keys()].filter(at => within[at] === parent && things[at].address.startsWith("places/")).sort(named)
.flatMap(at => [[id(things[at]), things[at].name, depth], ...tree(at, depth + 1)])
const organisations = [...within.keys()].filter(at => things[at].address.startsWith("organisations/")).sort(named)
return [...tree(-1, 0), ...organisations.map(at => [id(things[at]), things[at].name])]
}
async function load(table) {
const search = await json("search/rows.json"), things = objects(search.things)
const blocks = search.facts ? [search.facts] : []
for (let at = 0; !search.facts && at * search.block < search.count; at += 8) {
const some = [...Array(8).keys()].map(next => at + next).filter(number => number * search.block < search.count)
blocks.push(...await Promise.all(some.map(number => json(`search/facts/${number}.json`))))
count.textContent = `Reading ${search.count.toLocaleString("en")} facts …`
}
const facts = blocks.flatMap((columns, number) => taken(search, things, columns, number * (search.block ?? 0)))
const measured = blocks.flatMap(({measure}) => measure)
const more = {...table, things}
objects(table.facts).forEach(({topics, speaker, stands, result, year, order, counted, value}, at) => {
const fact = Object.assign(facts[at], {topics, says: speaker, stands, result, year, order, counted, value, measured: measured[at]})
fact.of = values(fact, more)
})
const names = new Map(search.measures.map(([name], at) => [table.measures[at], name]))
return {facts, things, names}
}
async function start() {
const table = await json("search/table.json")
const {facts, things, names} = await load(table)
all = facts
for (const option of form.querySelectorAll("option")) option.dataset.name = option.textContent
addChoices("place", subjects({things, within: table.within}).filter(([value]) => all.some(fact => fact.of.place.includes(value))))
const topic = new Map(things.filter(({kind}) => kind === "topic").map(one => [id(one), one.name]))
const byName = (a, b) => a[1].localeCompare(b[1], "en")
addChoices("topic", table.topics.map(value => [value, topic.get(value) ?? value]).sort(byName))
addChoices("measure", [...names].sort(byName))
const years = [...new Set(all.map(({year}) => year))].sort((a, b) => b - a)
addChoices("year", years.map(year => year ? [String(year), String(year)] : ["undated", "Date not stated"]))
const wide = matchMedia("(min-width: 60em)")
fold.open = wide.matches
wide.addEventListener("change", () => fold.open = wide.matches)
fromAddress()
form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("change", ({target}) => target === field || changed(target.name))
let resting
field.addEventListener("input", () => {
show()
clearTimeout(resting)
resting = setTimeout(() => toAddress("q"), RESTED / 3)
})
addEventListener("popstate", () => {
last = {}
fromAddress()
show()
})
await show()
}
start().catch(() => count.textContent = "The facts could not be loaded. The lists below lead to all of them.")
