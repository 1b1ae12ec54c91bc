// What a question finds among the rows of search/rows.json, the best first. MiniSearch weighs words by field and rarity;
// here stands which fields there are, what a slip is, and what comes before what.
import MiniSearch from "../theme/javascripts/minisearch.js"
import {figure, objects, taken} from "./page.js"
import {cut, plain, typed} from "./words.js"

const BOOST = {name: 10, alias: 8, amount: 6, place: 4, measure: 3, date: 3, text: 1.5}
const OF_KIND = {places: 1.5, organisations: 1.3, topics: 1.5}
const OF_PAGE = 0.6
const ASKS_SIZE = /\bhow (big|large|much|many)\b|\bsize\b|多大|多少|规模|規模/i
const ASKS_PLAN = /\b(targets?|plans?|planned|goals?)\b|目标|目標|计划|計劃|规划/i
const ASKS_COMPARISON = /\b(most|largest|biggest|rank\w*|compare\w*|comparison|vs|versus)\b|最大|最多|排名|对比|比较/i
const YEAR = /\b(19|20)\d\d\b/
const ADDRESS = /(facts|places|organisations|topics|briefings)\/[a-z0-9-]+/
// Where less than this share of a question is found, weighed by how rare its words are, nothing is. A word that no row
// has weighs as much as one that some have: it may be small talk.
const LEAST = 0.38, UNKNOWN = 3

export class Finder {
  constructor(rows) {
    this.rows = rows
    this.things = objects(rows.things)
    this.all = [], this.facts = []
    // Names without spaces and what they name; words as they are typed and without their ending; words and how many
    // rows have them; texts and their words.
    this.names = new Map(), this.typed = new Map(), this.common = new Map(), this.read = new Map()
    this.index = new MiniSearch({fields: Object.keys(BOOST), idField: "at", stringifyField: words => words, tokenize: words => words, processTerm: word => word})
    this.add(this.things)
    if (rows.facts) this.load(rows.facts, 0)
  }

  // Take up facts, of which the first has a number.
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

  // What a question says: its words as they were typed and as rows have them, those read as one, the things that it
  // names, slips as [what was typed, what was meant], and words that no row has.
  asked(question) {
    const told = new Map(), unknown = [], slips = []
    const tell = (name, words) => this.names.get(name)?.filter(isSubject).forEach(one => told.set(one, words))
    // A Chinese name stands between other signs without a space.
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
    // "Open AI" is looked for as one word too, and of a name that has several words all of them are found with it.
    const joined = words.slice(1).map((word, at) => [cut(asked[at] + asked[at + 1]), words[at], word]).filter(([both]) => this.common.has(both))
    for (let from = 0; from <= last; from++) {
      for (let to = from + 1; to <= Math.min(last + 1, from + 6); to++) {
        tell(asked.slice(from, to).join(""), words.slice(from, to))
      }
    }
    const also = [...told.keys()].flatMap(one => this.words(one.name))
    return {question, asked, words, joined, told, also, slips, unknown, last}
  }

  // Results, the best first, and what the question says.
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
    // Who asks how big a place is sees its page next to the figure; who names two, or asks which is first, compares.
    if (ASKS_SIZE.test(question) && found[0]?.about) found.splice(1, 0, found[0].about)
    const places = [...told.keys()].filter(one => one.address.startsWith("places/"))
    const compare = this.things.find(one => one.address === "compare/")
    if (compare && (places.length > 1 || ASKS_COMPARISON.test(question))) found.splice(2, 0, compare)
    return {results: [...new Set([...this.named(question), ...found])], slips, unknown}
  }

  // What an address, an id, the beginning of one, or a whole name leads to.
  named(question) {
    const id = question.match(ADDRESS)?.[0] ?? question.trim().replace(/\s+/g, "-").toLowerCase()
    const exact = this.all.filter(({address}) => address === `${id}/` || address === `facts/${id}/`)
    const begun = /-.*-|\d.*-/.test(id) ? this.facts.filter(({address}) => address.startsWith(`facts/${id}`)) : []
    const name = squashed(question)
    const near = () => name.length > 5 && [...this.names.keys()].find(known => isSlip(name, known))
    return [...exact, ...this.names.get(name) ?? this.names.get(near()) ?? [], ...begun]
  }

  // How much more than its words a result counts: without a year in the question, the newest leading figure first.
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

  // The word that was meant: a name before others. Else one in which a longer word begins: singapur, of singapore.
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
// A scale that is still being typed: 500 bil is 500 billion.
export const finished = question => question.replace(/(\d ?)([mbt][a-z]+)$/i, (whole, number, begun) =>
  number + (["million", "billion", "trillion"].find(word => word.startsWith(begun.toLowerCase())) ?? begun))

// Whether one letter more, less or other, or two that changed places, lie between two words.
function isSlip(one, other) {
  if (other.length < 4 || Math.abs(one.length - other.length) > 1 || one === other) return false
  let at = 0
  while (one[at] === other[at]) at++
  const same = (from, to) => one.slice(at + from) === other.slice(at + to)
  return same(1, 1) || same(1, 0) || same(0, 1) || one[at] === other[at + 1] && one[at + 1] === other[at] && same(2, 2)
}
