import {cut, finished, Finder, typed} from "./search.js"
const MOST_BLOCKS = 8
export async function some(rows, question, json) {
const names = new Finder(rows, {id: []}), scores = new Map(), parts = {}
const part = word => parts[word.slice(0, 2)] ??= json(`search/words/${(word.codePointAt(0) * 31 + (word.codePointAt(1) ?? 32)) % rows.parts}.json`)
const add = (fact, score) => scores.set(fact, (scores.get(fact) ?? 0) + score)
for (const word of typed(finished(question)).map(cut)) if ((await part(word))[word]) names.common.set(word, 1)
const {words, told, also, last} = names.asked(question)
told.forEach((_, {fact}) => fact < 0 || add(fact, 9))
for (const word of new Set([...words, ...also])) {
const all = await part(word)
for (const known in all) {
if (known !== word && (word !== words[last] || all[word] || !known.startsWith(word))) continue
let fact = 0
for (const step of all[known]) add(fact += step, Math.log(1 + rows.count / all[known].length))
}
}
const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 40)
const blocks = [...new Set(best.map(([fact]) => Math.floor(fact / rows.block)))].slice(0, MOST_BLOCKS)
const facts = {id: [], at: []}
for (const [at, block] of (await Promise.all(blocks.map(number => json(`search/facts/${number}.json`)))).entries()) {
for (const name in block) (facts[name] ??= []).push(...block[name])
facts.at.push(...block.id.map((_, number) => blocks[at] * rows.block + number))
}
return new Finder(rows, facts)
}
