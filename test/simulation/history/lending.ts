import { Random } from '../../soak/random.ts'
import type { About } from '../generators/next-command.ts'
import type { Action } from './history.ts'

const second = 1_000
const hour = 3_600_000

/** Apart from everything else in a history, so that what was drawn before is drawn as ever. */
const apart = 0x1ea5e

/** How often desks take slots with them at all, and how often something rare is done. */
const lendingShare = 0.55
const rareShare = 0.4

/** From before the end of a lease to long after the last use of it may arrive. */
const pauses = [0.4, 0.9, 1.1, 1.6, 1.9, 2.2, 2.8, 25, 49]

/**
 * What of a history is about leases: slots are made for them, desks take some and give them away, mostly cut off, while
 * time goes by; and what is done now and then only.
 */
export function lending(seed: number, desks: number, span: number): Action[] {
  const random = new Random(seed ^ apart)
  const moment = (): number => Math.round(random.between(2 * second, span))
  const give = (at: number, about: About, desk = random.below(desks)): Action => {
    return { at, do: 'give', desk, seed: random.below(1e9), about }
  }
  const rare = random.chance(rareShare) ? random.below(4) : 0
  const rarely = Array.from({ length: rare }, () => give(moment(), 'rarely', random.chance(0.6) ? 0 : undefined))
  if (!random.chance(lendingShare)) return rarely
  const stock = [0, 300, 600].map((at) => give(at, 'stock', 0))
  const takes = Array.from({ length: 1 + random.below(desks) }, () => give(1_100 + random.below(600), 'taking'))
  const gives = Array.from({ length: 3 + random.below(8) }, () => give(moment(), 'lending'))
  const undone = gives.flatMap(({ at, ...gift }): Action[] => {
    const desk = 'desk' in gift ? gift.desk : 0
    return random.chance(0.25) ? [{ at: at + random.below(3 * second), do: 'undo', desk }] : []
  })
  const cuts = Array.from({ length: random.below(desks + 1) }, (): Action => {
    const at = 2 * second + random.below(span / 2)
    return { at, do: 'cut', desk: random.below(desks), for: random.between(span / 2, span) }
  })
  const waits = Array.from({ length: random.below(4) }, (): Action => {
    const hours = random.pick(pauses) ?? 1
    return { at: moment(), do: 'wait', for: hours * hour }
  })
  // Whoever comes back uses what is left of a lease, in time or not.
  const late = waits.flatMap(({ at }) =>
    Array.from({ length: random.below(4) }, () => give(at + random.below(3 * second), 'using')),
  )
  return [...stock, ...takes, ...gives, ...undone, ...cuts, ...waits, ...late, ...rarely]
}
