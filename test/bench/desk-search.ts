import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { timed } from './measure/sample.ts'
import { ask, openDesk, tell } from './stage/desk-of-bench.ts'

/** What the box asks of a desk: random searches, and codes. */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  searches: z.number(),
  members: z.number(),
  slots: z.number(),
})
const { folder, server, searches, members, slots } = input.parse(JSON.parse(process.argv[2] ?? ''))

const given = ['Aylin', 'Murat', 'Elif', 'lucia', 'emre', 'jonas', '서연', 'zeynep', 'mateo', 'ayse', 'Ingrid', 'ㅅㅇ']
const family = ['kaya', 'DEMİR', 'sahin', 'fernandez', 'yildiz', 'weber', '김', 'oztürk', 'garcia', 'hoffmann', 'güneş']

/** The same in every run. */
let state = 21
const random = (n: number): number => {
  state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
  return Math.floor((state / 2 ** 32) * n)
}
const oneOf = (words: readonly string[]): string => words[random(words.length)] ?? ''
const begun = (word: string): string => word.slice(0, 1 + random(word.length))
/** Two letters the wrong way round. */
const misspelt = (word: string): string => {
  const at = 1 + random(Math.max(1, word.length - 2))
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

/** What people type: mostly beginnings of names, some in two words, numbers of all kinds, now and then a slip. */
const kinds: readonly (() => string)[] = [
  () => begun(oneOf(given)),
  () => begun(oneOf(family)),
  () => oneOf(given),
  () => `${begun(oneOf(given))} ${begun(oneOf(family))}`,
  () => `${oneOf(family)} ${oneOf(given)}`,
  () => `M${1 + random(members)}`,
  () =>
    String(1 + random(members))
      .padStart(4, '0')
      .slice(-4),
  () => `g1-${1 + random(slots)}`,
  () => `member${1 + random(members)}@example.test`,
  () => misspelt(oneOf(family)),
]

const desk = await openDesk(folder, new HttpConnection(server))
const warm = 10
const took: { text: string; ms: number }[] = []
for (let n = 0; n < searches + warm; n += 1) {
  const text = (kinds[n % kinds.length] ?? (() => ''))()
  const { ms } = await timed(() => ask(desk, 'desk.search', { text, limit: 5 }))
  if (n >= warm) took.push({ text, ms })
}
const scans: number[] = []
for (let n = 0; n < searches + warm; n += 1) {
  const code = n % 2 === 0 ? `M${1 + random(members)}` : `g1-${1 + 12 * random(Math.floor(slots / 12))}`
  const { ms } = await timed(() => desk.query('desk.resolve-code', { code }))
  if (n >= warm) scans.push(ms)
}
await desk.close()
const slowest = took.toSorted((a, b) => b.ms - a.ms).slice(0, 5)
tell({ searches: took.map(({ ms }) => ms), scans, slowest })
