// What the scripts of pages share: files, elements, and the rows of search/rows.json as things and facts.
export const root = new URL("..", import.meta.url)
export const json = path => fetch(new URL(path, root)).then(answer => answer.json())

// An element. What records say comes in as text alone.
export const made = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}
export const isChinese = text => /[\u3400-\u9fff]/.test(text)
export const text = words => isChinese(words) ? made("span", {lang: "zh"}, words) : words
// A figure as it is read: more than 500 billion yuan.
export const figure = ({hedge, number, unit}) => [hedge, number, unit[0]].filter(Boolean).join(" ")

// Columns as objects.
export const objects = columns => Object.values(columns)[0].map((_, at) => {
  const one = {}
  for (const name in columns) one[name] = columns[name][at]
  return one
})

const KINDS = {f: "figure", e: "event", p: "policy", t: "target", b: "background"}

// Facts from their columns, of which the first has a number.
export const taken = (rows, things, columns, first) => objects(columns).map((fact, at) => Object.assign(fact, {
  at: first + at, address: `facts/${fact.id}/`, about: things[fact.about], also: (fact.also || []).map(thing => things[thing]),
  carried: (fact.carried || []).map(thing => things[thing]), kind: KINDS[fact.kind] ?? KINDS.b,
  measure: rows.measures[fact.measure] ?? ["", ""], unit: rows.units[fact.unit] ?? ["", ""],
  when: rows.whens[fact.when], speaker: rows.speakers[fact.speaker], state: rows.states[fact.state],
}))
