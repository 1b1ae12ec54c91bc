// How words and amounts are read for the search, of rows and of what is asked alike. generator/search/words.py does the
// same, line by line; tests/search/words.yml holds both to it.
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

// Small letters without accents, Chinese in simplified signs.
export const plain = text => /^[ -@[-~]*$/.test(text) ? text : text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
  .replace(/[\u3400-\u9fff]/g, sign => SIMPLE.get(sign) ?? sign)

// The words of a text as the search compares them, amounts as whole numbers: 5,000亿 is 500000000000.
export const read = text => typed(text).map(cut)

// The same with their endings.
export function typed(text) {
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
  // What follows at once is a unit, not more of the number; a word with a digit in it (a100, 5g) stays one.
  return eflops ? `${said} pflops ` : scale || han || /[, ]/.test(whole) ? `${said} ` : said
}

const words = run => run.split(CHINESE).filter(Boolean).flatMap(part => CHINESE.test(part)
  ? Array.from({length: Math.max(1, part.length - 1)}, (_, at) => part.slice(at, at + 2))
  : part)

// A word without its ending, never shorter than five letters where more than the plural's s goes.
export function cut(word) {
  if (!/^[a-z]+$/.test(word)) return word
  if (word.length > 4 && /[^su]s$/.test(word)) word = word.endsWith("ies") ? word.slice(0, -3) + "y" : word.slice(0, -1)
  const rest = word.replace(/(?:ing|ed|er|e)$/, "")
  return rest.length >= 5 ? rest : word
}
