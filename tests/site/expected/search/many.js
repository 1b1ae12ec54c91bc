import {cut, finished, typed} from "./search.js"
const MOST_BLOCKS = 8, loaded = new Set()
export async function learn(finder, question, json) {
const {rows} = finder, scores = new Map(), parts = {}
const part = word => parts[word.slice(0, 2)] ??= json(`search/words/${(word.codePointAt(0) * 31 + (word.codePointAt(1) ?? 32)) % rows.parts}.json`)
const add = (fact, score) => scores.set(fact, (scores.get(fact) ?? 0) + score)
for (const word of typed(finished(question)).map(cut)) {
if (!finder.common.has(word) && (await part(word))[word]) finder.common.set(word, 1)
}
const {words, told, also, last} = finder.asked(question)
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
await Promise.all(blocks.filter(number => !loaded.has(number)).map(async number => {
loaded.add(number)
finder.load(await json(`search/facts/${number}.json`), number * rows.block)
}))
}
