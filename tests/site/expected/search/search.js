import MiniSearch from "../javascripts/minisearch.js"
const SIMPLIFIED =
"億亿萬万產产業业區区數数據据機机車车灣湾東东廣广蘇苏門门國国際际經经濟济會会議议發发術术華华電电園园長长達达個个開开關关報报線线網网聯联創创務务計计劃划標标額额總总規规測测驗验實实" +
"學学團团雲云資资財财領领導导體体級级"
const SIMPLE = new Map(SIMPLIFIED.match(/../g).map(pair => [...pair]))
const COUNTS = "one two three four five six seven eight nine ten eleven twelve".split(" ")
const HAN_COUNTS = "一二三四五六七八九", HAN_SCALES = {十: 10, 百: 100, 千: 1000}
const SCALES = {
thousand: 1e3, k: 1e3, lakh: 1e5, million: 1e6, mn: 1e6, m: 1e6, crore: 1e7, billion: 1e9, bn: 1e9, b: 1e9,
trillion: 1e12, tn: 1e12, 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 十亿: 1e9, 百亿: 1e10, 千亿: 1e11,
万亿: 1e12, 兆: 1e12,
}
const SAME = [
[/artificial intelligence|人工智能|人工知能/g, " ai "],
[/us\$|usd|美元|\$/g, " dollar "],
[/rmb|cny|renminbi|人民币|元人民币|元|¥/g, " yuan "],
[/€|欧元/g, " euro "],
[/£/g, " pound "],
[/%|\bper cent\b|个百分点/g, " percent "],
[/\b(?:exaflops|eflop\/s)\b/g, "eflops"],
[/\b(?:petaflops|pflop\/s)\b/g, "pflops"],
[/['’]s\b/g, ""],
]
const HALF = /\bhalf an? (?=(?:thousand|million|billion|trillion)\b)/g
const SPELLED = RegExp(`\\b(${COUNTS.join("|")})( hundred)?(?= (?:thousand|million|billion|trillion)\\b)`, "g")
const HAN = /[一二三四五六七八九十百千]*[一二三四五六七八九十][一二三四五六七八九十百千]*(?=[万亿])/g
const AMOUNT = RegExp(
"(\\d{1,3}(?:[, ]\\d{3})+|\\d+)(\\.\\d+)?(?:[ -]?(thousand|million|mn|billion|bn|trillion|tn|lakh|crore|[kmb])(?![a-z])" +
"| ?(十亿|百亿|千亿|万亿|百万|千万|[千万亿兆]))?( ?eflops)?", "g")
const WORD = /[0-9]+(?:\.[0-9]+)?(?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu
const CHINESE = /([\u3040-\u30ff\u3400-\u9fff]+)/
const STOP = new Set((
"a an the of in on at by for from to with and or is are was were be it its as how big large much many does do did " +
"what which who whom whose where when why there has have had me show about still true any all tell find give list can i you we most than this").split(" "))
const plain = text => /^[ -@[-~]*$/.test(text) ? text : text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
.replace(/[\u3400-\u9fff]/g, sign => SIMPLE.get(sign) ?? sign)
const read = text => typed(text).map(cut)
function typed(text) {
text = plain(text).replaceAll("两", "二")
for (const [pattern, word] of SAME) text = text.replace(pattern, word)
text = text.replace(HALF, "0.5 ")
text = text.replace(SPELLED, (_, count, hundred) => (COUNTS.indexOf(count) + 1) * (hundred ? 100 : 1))
text = text.replace(HAN, hanNumber).replace(AMOUNT, amount)
return (text.match(WORD) ?? []).flatMap(words).filter(word => !STOP.has(word))
}
function hanNumber(text) {
let total = 0, digit = 0
for (const sign of text) {
if (HAN_SCALES[sign]) total += (digit || 1) * HAN_SCALES[sign], digit = 0
else digit = HAN_COUNTS.indexOf(sign) + 1
}
return total + digit
}
function amount(found, whole, part, scale, han, eflops) {
let value = Number(whole.replace(/[, ]/g, "") + (part ?? "")) * (SCALES[scale ?? han] ?? 1)
if (eflops) value *= 1000
if (value >= 1e20) return found
const said = String(Number(value.toPrecision(8)))
return eflops ? `${said} pflops ` : scale || han || /[, ]/.test(whole) ? `${said} ` : said
}
const words = run => run.split(CHINESE).filter(Boolean).flatMap(part => CHINESE.test(part)
? Array.from({length: Math.max(1, part.length - 1)}, (_, at) => part.slice(at, at + 2))
: part)
function cut(word) {
if (!/^[a-z]+$/.test(word)) return word
if (word.length > 4 && /[^su]s$/.test(word)) word = word.endsWith("ies") ? word.slice(0, -3) + "y" : word.slice(0, -1)
const rest = word.replace(/(?:ing|ed|er|e)$/, "")
return rest.length >= 5 ? rest : word
}
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
const BOOST = {name: 10, alias: 8, amount: 6, place: 4, measure: 3, date: 3, text: 1.5}
const OF_KIND = {places: 1.5, organisations: 1.3, topics: 1.5}
const OF_PAGE = 0.6
const ASKS_SIZE = /\bhow (big|large|much|many)\b|\bsize\b|多大|多少|规模|規模/i
const ASKS_PLAN = /\b(targets?|plans?|planned|goals?)\b|目标|目標|计划|計劃|规划/i
const ASKS_COMPARISON = /\b(most|largest|biggest|rank\w*|compare\w*|comparison|vs|versus)\b|最大|最多|排名|对比|比较/i
const YEAR = /\b(19|20)\d\d\b/
const ADDRESS = /(facts|places|organisations|topics|briefings)\/[a-z0-9-]+/
const LEAST = 0.38, UNKNOWN = 3
class Finder {
constructor(rows) {
this.rows = rows
this.things = objects(rows.things)
this.all = [], this.facts = []
this.names = new Map(), this.typed = new Map(), this.common = new Map(), this.read = new Map()
this.index = new MiniSearch({fields: Object.keys(BOOST), idField: "at", stringifyField: words => words, tokenize: words => words, processTerm: word => word})
this.add(this.things)
if (rows.facts) this.load(rows.facts, 0)
}
load(columns, first) {
const facts = taken(this.rows, this.things, columns, first)
this.facts.push(...facts)
this.add(facts)
}
add(some) {
for (const one of some) this.index.add({...this.fields(one), at: this.all.push(one) - 1})
}
fields(one) {
const texts = one.about
? {amount: [figure(one)], place: [one.about.name], measure: one.measure, date: [one.when],
text: [one.text, one.id, one.speaker, one.unit[1], one.more, one.kind, ...one.also.map(thing => thing.name)]}
: {name: [one.name], alias: one.others, text: [one.line, one.address.replace(/^\w*\//, "")]}
const found = {}
for (const field in texts) found[field] = [...new Set(texts[field].flatMap(text => this.words(text)))]
for (const name of one.about ? [] : [one.name, ...one.others]) {
const whole = squashed(name)
this.names.set(whole, [...this.names.get(whole) ?? [], one])
found[name === one.name ? "name" : "alias"].push(this.known(whole))
}
for (const word of new Set(Object.values(found).flat())) this.common.set(word, (this.common.get(word) ?? 0) + 1)
return found
}
known(word) {
if (!this.typed.has(word)) this.typed.set(word, cut(word))
return this.typed.get(word)
}
words(text) {
if (!this.read.has(text)) this.read.set(text, typed(text).map(word => this.known(word)))
return this.read.get(text)
}
asked(question) {
const told = new Map(), unknown = [], slips = []
const tell = (name, words) => this.names.get(name)?.filter(isSubject).forEach(one => told.set(one, words))
const han = [...this.names.keys()].filter(name => name.length > 1 && !/[ -~]/.test(name) && squashed(question).includes(name))
for (const name of han.sort((a, b) => b.length - a.length)) {
tell(name, typed(name))
question = question.replace(name, ` ${name} `)
}
const asked = typed(finished(question)), last = asked.length - 1
const words = asked.map((word, at) => {
if (this.common.has(cut(word)) || at === last && this.begins(word)) return cut(word)
const meant = this.meant(word)
if (meant) slips.push([word, meant])
else unknown.push(word)
return this.typed.get(meant) ?? cut(word)
})
const joined = words.slice(1).map((word, at) => [cut(asked[at] + asked[at + 1]), words[at], word]).filter(([both]) => this.common.has(both))
for (let from = 0; from <= last; from++) {
for (let to = from + 1; to <= Math.min(last + 1, from + 6); to++) {
tell(asked.slice(from, to).join(""), words.slice(from, to))
}
}
const also = [...told.keys()].flatMap(one => this.words(one.name))
return {question, asked, words, joined, told, also, slips, unknown, last}
}
find(text) {
const {question, words, joined, told, also, slips, unknown, last} = this.asked(text)
const weight = list => [...new Set(list)].reduce((sum, word) => sum + (this.common.has(word) ? Math.log(1 + this.all.length / this.common.get(word)) : UNKNOWN), 0)
const search = [...new Set([...words, ...joined.map(([both]) => both), ...also])].join(" ")
const found = this.index.search(search, {
boost: BOOST, weights: {prefix: 0.3, fuzzy: 0}, tokenize: text => text.split(" "),
prefix: word => !/^\d/.test(word) && word.length > 1 && (word === words[last] || !this.common.has(word)),
}).map(({id, score, queryTerms, match}) => {
const one = this.all[id]
const of = told.get(one.about) ?? one.also?.map(thing => told.get(thing)).find(Boolean) ?? []
const has = new Set([...queryTerms, ...of, ...joined.filter(([both]) => queryTerms.includes(both)).flat()])
const share = Math.max(weight(words.filter(word => has.has(word))) / weight(words), told.has(one) ? 0.78 : 0)
const about = told.has(one.about) ? 1.6 : of.length ? 1.2 : 1
return {one, share, score: about * score * share ** 3 * this.rank(one, question, words, told, Object.values(match).flat())}
}).filter(({share}) => share >= LEAST).sort((a, b) => b.score - a.score).map(({one}) => one)
if (ASKS_SIZE.test(question) && found[0]?.about) found.splice(1, 0, found[0].about)
const places = [...told.keys()].filter(one => one.address.startsWith("places/"))
const compare = this.things.find(one => one.address === "compare/")
if (compare && (places.length > 1 || ASKS_COMPARISON.test(question))) found.splice(2, 0, compare)
return {results: [...new Set([...this.named(question), ...found])], slips, unknown}
}
named(question) {
const id = question.match(ADDRESS)?.[0] ?? question.trim().replace(/\s+/g, "-").toLowerCase()
const exact = this.all.filter(({address}) => address === `${id}/` || address === `facts/${id}/`)
const begun = /-.*-|\d.*-/.test(id) ? this.facts.filter(({address}) => address.startsWith(`facts/${id}`)) : []
const name = squashed(question)
const near = () => name.length > 5 && [...this.names.keys()].find(known => isSlip(name, known))
return [...exact, ...this.names.get(name) ?? this.names.get(near()) ?? [], ...begun]
}
rank(one, question, words, told, fields) {
const kind = one.kind === "page" ? OF_PAGE : OF_KIND[one.address.split("/")[0]] ?? 1
const size = ASKS_SIZE.test(question)
if (!one.about) return kind * (size && one.fact >= 0 ? 2 : 1)
const measure = this.words(one.measure[0])
const named = measure.length && measure.every(word => words.includes(word)) ? 1.8 : 1
if (YEAR.test(question)) return named
const plan = one.kind !== "target" || ASKS_PLAN.test(question) ? 1 : size ? 0.5 : 0.8
const isOf = fields.includes("place")
const leads = isOf && one.about.fact === one.at ? (size ? 3 : 1.3) : isOf && one.lead ? (size ? 1.6 : 1.15) : 1
return named * plan * leads * (one.newer < 0 ? 1 : 0.75)
}
begins(word) {
return word.length > 1 && [...this.common.keys()].some(known => known.startsWith(word))
}
meant(word) {
if (word.length < 4 || !/^[a-z]+$/.test(word)) return
const all = [...this.typed.keys()].filter(known => word.length > 4 || this.names.has(known))
const whole = all.filter(known => isSlip(word, known))
const near = whole.length || word.length < 6 ? whole : all.filter(known => isSlip(word, known.slice(0, word.length)))
const value = known => (this.names.has(known) ? 1e6 : 0) + (known[0] === word[0] ? 1e5 : 0) + this.common.get(this.typed.get(known))
return near.sort((a, b) => value(b) - value(a))[0]
}
}
const isSubject = ({address}) => /^(places|organisations)\/./.test(address)
const squashed = name => plain(name).replace(/[^\p{L}\p{N}]/gu, "")
const finished = question => question.replace(/(\d ?)([mbt][a-z]+)$/i, (whole, number, begun) =>
number + (["million", "billion", "trillion"].find(word => word.startsWith(begun.toLowerCase())) ?? begun))
function isSlip(one, other) {
if (other.length < 4 || Math.abs(one.length - other.length) > 1 || one === other) return false
let at = 0
while (one[at] === other[at]) at++
const same = (from, to) => one.slice(at + from) === other.slice(at + to)
return same(1, 1) || same(1, 0) || same(0, 1) || one[at] === other[at + 1] && one[at + 1] === other[at] && same(2, 2)
}
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
clearTimeout(resting)
resting = setTimeout(() => history.replaceState(null, "", `?${new URLSearchParams({q: field.value.trim()})}`), 300)
})
show(field.value.trim())
}
if (place) start()
else if (globalThis.document) json("search/rows.json")
export {cut, figure, finished, Finder, read, typed}
