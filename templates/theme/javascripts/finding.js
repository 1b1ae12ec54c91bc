// What a question finds among the rows: MiniSearch weighs words by field and rarity; what is here says which fields
// there are, what a slip is, and what comes first. It knows no page: search.js shows what it finds.
import MiniSearch from "./minisearch.js"
import {cut, plain, typed} from "./words.js"

const BOOST = {name: 10, alias: 8, amount: 6, place: 4, measure: 3, date: 3, speaker: 2, id: 2, other: 1.5, text: 1.5}
const OF_KIND = {
  world: 1.5, region: 1.5, country: 1.5, province: 1.5, "city hub": 1.5, district: 1.5, cluster: 1.5,
  company: 1.3, "research institute": 1.3, "public body": 1.3, publication: 1.3, topic: 1.5, term: 1.1, page: 0.6,
}
const KINDS = {f: "figure", e: "event", p: "policy", t: "target"}
const ASKS_SIZE = /\bhow (?:big|large|much|many)\b|\bsize\b|多大|多少|规模|規模/i
const ASKS_PLAN = /\b(?:targets?|plan(?:s|ned)?|goals?|by 20\d\d)\b|目标|目標|计划|計劃|规划/i
const ASKS_COMPARISON = /\b(?:most|largest|biggest|rank\w*|compare\w*|comparison|vs|versus)\b|最大|最多|排名|对比|比较/i
const YEAR = /\b(?:19|20)\d\d\b/
const ADDRESS = /(?:facts|places|organisations|topics|briefings)\/[a-z0-9-]+/
// A question of which less than this share is found, by the rarity of its words, finds nothing.
const LEAST_FOUND = 0.38
// What a word that no row has weighs, next to words that few rows have: it may be small talk.
const UNKNOWN = 3

// Things and facts as rows have them, each as one object; `facts` may be some of all.
export class Finder {
  constructor(rows, facts = rows.facts) {
    const {things} = rows
    this.things = things.address.map((address, at) => ({
      address, kind: things.kind[at], name: things.name[at], others: things.others[at], line: things.line[at], lead: things.fact[at],
    }))
    this.facts = facts.id.map((id, at) => {
      const fact = {address: `facts/${id}/`, kind: KINDS[facts.kind[at]] ?? "background"}
      for (const name of ["hedge", "number", "newer", "lead", "text"]) fact[name] = facts[name][at]
      fact.about = this.things[facts.about[at]]
      fact.also = (facts.also[at] || []).map(thing => this.things[thing])
      fact.measure = rows.measures[facts.measure[at]] ?? ["", ""]
      fact.unit = rows.units[facts.unit[at]] ?? ["", ""]
      fact.when = rows.whens[facts.when[at]]
      fact.speaker = rows.speakers[facts.speaker[at]]
      fact.state = rows.states[facts.state[at]]
      fact.more = facts.more[at]
      fact.at = facts.at?.[at] ?? at
      return fact
    })
    this.carried = Object.entries(rows.carried).map(([id, numbers]) => [`briefings/${id}/`, new Set(numbers)])
    this.whole = new Map()
    this.common = new Map()
    this.known = new Map()
    this.typed = new Map()
    this.all = [...this.things, ...this.facts]
    this.index = new MiniSearch({
      fields: Object.keys(BOOST), idField: "at", tokenize: text => text.split(" "), processTerm: word => word || null,
      searchOptions: {boost: BOOST, weights: {prefix: 0.3, fuzzy: 0}},
    })
    this.all.forEach((one, id) => this.add(one, id))
  }

  add(one, id) {
    const document = {at: id}
    const seen = new Set()
    for (const [field, texts] of Object.entries(one.text === undefined ? ofThing(one) : ofFact(one))) {
      const words = texts.flatMap(text => this.read(text))
      document[field] = words.join(" ")
      words.forEach(word => seen.add(word))
    }
    for (const name of one.text === undefined ? [one.name, ...one.others] : []) {
      const whole = squashed(name)
      this.whole.set(whole, [...this.whole.get(whole) ?? [], one])
      document[name === one.name ? "name" : "alias"] += ` ${cut(whole)}`
      seen.add(cut(whole))
      this.typed.set(whole, cut(whole))
    }
    seen.forEach(word => this.common.set(word, (this.common.get(word) ?? 0) + 1))
    this.index.add(document)
  }

  // As `read`, once for what many rows share.
  read(text) {
    if (!this.known.has(text)) {
      this.known.set(text, typed(text).map(word => {
        if (!this.typed.has(word)) this.typed.set(word, cut(word))
        return this.typed.get(word)
      }))
    }
    return this.known.get(text)
  }

  // The results of a question, the best first, and what was read for a word that nothing has.
  find(question) {
    const address = question.match(ADDRESS)?.[0] ?? question.trim()
    const named = this.all.filter(one => one.address === `${address}/` || one.address === `facts/${address}/`)
    const asked = typed(finished(question)), slips = []
    const words = asked.map((word, at) => {
      if (this.common.has(cut(word)) || at === asked.length - 1 && this.begins(word)) return cut(word)
      const meant = this.meant(word)
      if (meant) slips.push([word, meant])
      return this.typed.get(meant) ?? cut(word)
    })
    const name = squashed(question)
    const whole = this.whole.get(name) ?? this.whole.get(near(name, this.whole.keys())) ?? []
    // "Open AI" is looked for as one word too, where rows have that.
    const pairs = words.slice(1).map((word, at) => [cut(asked[at] + asked[at + 1]), words[at], word]).filter(([both]) => this.common.has(both))
    const told = this.told(asked)
    const weight = word => this.common.has(word) ? Math.log(1 + this.all.length / this.common.get(word)) : UNKNOWN
    const sum = [...new Set(words)].reduce((total, word) => total + weight(word), 0)
    const found = !sum ? [] : this.index.search([...words, ...pairs.map(([both]) => both)].join(" "), {
      prefix: word => !/^\d/.test(word) && word.length > 1 && (word === words.at(-1) || !this.common.has(word)),
    }).map(({id, score, queryTerms, match}) => {
      const one = this.all[id]
      const has = new Set([...queryTerms, ...pairs.filter(([both]) => queryTerms.includes(both)).flat()])
      const found = [...new Set(words)].filter(word => has.has(word)).reduce((total, word) => total + weight(word), 0) / sum
      // What the question names by its whole name belongs to the answer, and so do facts about it.
      const share = told.has(one) ? Math.max(found, 0.78) : found
      const about = told.has(one.about) ? 1.6 : one.also?.some(thing => told.has(thing)) ? 1.2 : 1
      return {one, share, score: about * score * share ** 3 * this.rank(one, question, words, Object.values(match).flat())}
    }).filter(({share}) => share >= LEAST_FOUND).sort((a, b) => b.score - a.score).map(({one}) => one)
    // Who asks how big a place is sees its page next to the figure.
    if (ASKS_SIZE.test(question) && found[0]?.about) found.splice(1, 0, found[0].about)
    // Who names two places, or asks which is first, compares.
    const places = [...told].filter(one => one.address.startsWith("places/") && one.kind !== "page")
    const compare = this.things.find(one => one.address === "compare/")
    if (compare && (places.length > 1 || ASKS_COMPARISON.test(question))) found.splice(2, 0, compare)
    const unknown = asked.filter((word, at) => !this.common.has(words[at]) && !this.begins(word))
    return {results: [...new Set([...named, ...whole, ...found])], slips, unknown}
  }

  // The briefings that carry a fact.
  carrying(fact) {
    const addresses = this.carried.filter(([, numbers]) => numbers.has(fact.at)).map(([address]) => address)
    return this.things.filter(thing => addresses.includes(thing.address))
  }

  // How much more than its words a result counts: without a year in the question the newest leading figure comes first.
  rank(one, question, words, fields) {
    const size = ASKS_SIZE.test(question)
    if (one.text === undefined) return (OF_KIND[one.kind] ?? 1) * (size && one.lead >= 0 ? 2 : 1)
    const measured = this.read(one.measure[0])
    const named = measured.length && measured.every(word => words.includes(word)) ? 1.8 : 1
    if (YEAR.test(question)) return named
    const plan = one.kind === "target" && !ASKS_PLAN.test(question) ? (size ? 0.5 : 0.8) : 1
    const leads = !fields.includes("place") ? 1 : one.about.lead === one.at ? (size ? 3 : 1.3) : one.lead ? (size ? 1.6 : 1.15) : 1
    return named * plan * leads * (one.newer < 0 ? 1 : 0.75)
  }

  // The things whose whole name or other name stands in a question.
  told(words) {
    const told = new Set()
    for (let start = 0; start < words.length; start++) {
      for (let end = start + 1; end <= Math.min(words.length, start + 6); end++) {
        for (const one of this.whole.get(words.slice(start, end).join("")) ?? []) told.add(one)
      }
    }
    return told
  }

  begins(word) {
    return word.length > 1 && [...this.common.keys()].some(known => known.startsWith(word))
  }

  // The word that was meant, if it is one letter more, less or other, or two changed places; a name before others.
  meant(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return
    const value = known => (this.whole.has(known) ? 1e6 : 0) + (known[0] === word[0] ? 1e5 : 0) + this.common.get(this.typed.get(known))
    const known = [...this.typed.keys()].filter(one => word.length > 4 || this.whole.has(one))
    const whole = known.filter(one => isSlip(word, one))
    // Else one slip in a word that goes on: singapur, of singapore.
    const near = whole.length || word.length < 6 ? whole : known.filter(one => isSlip(word, one.slice(0, word.length)))
    return near.sort((a, b) => value(b) - value(a))[0]
  }
}

// A name without what stands between its words.
const squashed = name => plain(name).replace(/[^\p{L}\p{N}]/gu, "")
const near = (name, names) => name.length > 5 ? [...names].find(known => isSlip(name, known)) : undefined

const ofThing = one => ({
  name: [one.name], alias: one.others, text: [one.line], id: [one.address.replace(/^\w*\//, "")],
})
const ofFact = one => ({
  amount: [figure(one)], measure: one.measure, date: [one.when], speaker: [one.speaker], text: [one.text],
  place: [one.about.name, one.about.others.find(name => /[\u3400-\u9fff]/.test(name)) ?? ""],
  other: [...one.about.others, ...one.also.flatMap(thing => [thing.name, ...thing.others]), one.unit[1], one.more, one.kind],
  id: [one.address.replace(/^\w*\//, "")],
})

// A figure as it is read: more than 500 billion yuan.
export const figure = ({hedge, number, unit}) => [hedge, number, unit[0]].filter(Boolean).join(" ")

// A scale that is still being typed: 500 bil is 500 billion.
const finished = question => question.replace(/(\d ?)([mbt][a-z]+)$/i, (whole, number, begun) => {
  const scale = ["million", "billion", "trillion"].find(word => word.startsWith(begun.toLowerCase()))
  return scale ? number + scale : whole
})

function isSlip(one, other) {
  if (other.length < 4 || Math.abs(one.length - other.length) > 1 || one === other) return false
  let at = 0
  while (one[at] === other[at]) at++
  const rest = (text, from) => text.slice(at + from)
  return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1)
    || one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2)
}
