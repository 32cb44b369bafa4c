import { newId } from '../../../src-shared/kernel/id.ts'
import { push } from '../../../sync-server/sync/push.ts'
import { TenantWriters } from '../../../sync-server/sync/tenant-writer.ts'
import type { Bench } from '../measure/bench.ts'
import { type Line, short, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { type House, Premises } from '../stage/house.ts'
import { pushedForm } from '../stage/light-desk.ts'
import { poisonDomain } from '../stage/poison-domain.ts'

type Fails = 'no' | 'throws' | 'sql'

/** A desk of which each command is a push of its own, as from a desk that hurries. */
class HurryingDesk {
  readonly #house: House
  readonly #deskId: string
  readonly #writers: TenantWriters
  #seq = 0

  constructor(writers: TenantWriters, house: House, deskId: string) {
    this.#writers = writers
    this.#house = house
    this.#deskId = deskId
  }

  /** How long a command waits for its verdict (ms). */
  async give(fails: Fails): Promise<number> {
    this.#seq += 1
    const { tenantId, userId } = this.#house
    const [commandId, rowId] = [newId(), newId()]
    const input = { id: rowId, code: `p${rowId.replaceAll('-', '')}`, fails }
    const command = pushedForm(this.#seq, userId, { id: commandId, name: 'bench.place', input })
    const origin = { tenantId, deskId: this.#deskId, receivedAt: new Date() }
    const setting = { domain: poisonDomain, writers: this.#writers, reportCrash: () => undefined }
    const given = performance.now()
    const { verdicts } = await push(setting, origin, [{ ...command, id: commandId, deskSeq: this.#seq }])
    const expected = fails === 'no' ? 'applied' : 'rejected'
    if (verdicts[0]?.verdict !== expected) throw new Error(JSON.stringify(verdicts))
    return performance.now() - given
  }
}

/** `poison`: what a command whose handler throws costs the next of its desk, and those of others. */
export async function poison(bench: Bench): Promise<Line[]> {
  const premises = await Premises.at(await bench.stage.createDatabase('poison'))
  const house = await premises.openHouse('poison', { slots: 120, locations: 6, members: 30, entitlements: 30 })
  const writers = new TenantWriters(premises.database.db)
  const desks = (await premises.openDesks(house, 2)).map(({ deskId }) => new HurryingDesk(writers, house, deskId))
  const [one, other] = desks
  if (!one || !other) throw new Error('Two desks are needed')
  const waits: Record<Fails, { next: number[]; other: number[] }> = {
    no: { next: [], other: [] },
    throws: { next: [], other: [] },
    sql: { next: [], other: [] },
  }
  const rounds = bench.quick ? 20 : 200
  for (let round = -10; round < rounds; round += 1) {
    for (const fails of ['no', 'throws', 'sql'] as const) {
      const [, next, others] = await Promise.all([one.give(fails), one.give('no'), other.give('no')])
      if (round >= 0) waits[fails].next.push(next)
      if (round >= 0) waits[fails].other.push(others)
    }
  }
  await writers.idle()
  await premises.close()
  const sound = { next: spreadOf(waits.no.next), other: spreadOf(waits.no.other) }
  const poisoned = {
    next: spreadOf([...waits.throws.next, ...waits.sql.next]),
    other: spreadOf([...waits.throws.other, ...waits.sql.other]),
  }
  const delay = poisoned.next.p95 - sound.next.p95
  const ofOthers = poisoned.other.p50 - sound.other.p50
  return [
    {
      figure: `the next command of a desk whose handler threw, and one of another desk, ${rounds * 2} times`,
      ours: `next ${spread(poisoned.next)}; other ${spread(poisoned.other)}`,
      baseline: `next ${spread(sound.next)}; other ${spread(sound.other)}: nothing thrown`,
      ratio: `${short(delay)} ms later`,
      goal: 'next < 50 ms later, others not measurably (p50 within 2 ms)',
      met: delay < 50 && ofOthers <= 2,
      notes: [],
      values: { nextDelayP95: delay, otherDelayP50: ofOthers },
    },
  ]
}
