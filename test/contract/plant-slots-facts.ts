import { z } from 'zod'
import { systemActor } from '../../src-shared/kernel/actor.ts'
import { command } from '../../src-shared/kernel/command.ts'
import { assemble } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { runCommand } from '../../src-shared/kernel/run-command.ts'
import { identity } from '../../src-shared/modules/identity/module.ts'
import {
  memberMerged,
  membershipActivated,
  membershipAllowanceChanged,
  membershipEnded,
  membershipResumed,
} from '../../src-shared/modules/memberships/facts.ts'
import { memberships } from '../../src-shared/modules/memberships/module.ts'
import { plantSlots } from '../../src-shared/modules/plant-slots/module.ts'
import { taken } from './plant-slots-garden.ts'
import { noon, type World } from './world.ts'

/** Facts that no command announces yet, several in one command where a test wants that. */
const announceAll = command('test.announce', {
  input: z.array(
    z.union([
      z.object({ activated: membershipActivated.payload }),
      z.object({ ended: membershipEnded.payload }),
      z.object({ allowance: membershipAllowanceChanged.payload }),
      z.object({ resumed: membershipResumed.payload }),
      z.object({ merged: memberMerged.payload }),
    ]),
  ),
  permission: 'system',
  offline: true,
  async run({ announce }, facts) {
    const answers = []
    for (const fact of facts) {
      if ('activated' in fact) answers.push(await announce(membershipActivated, fact.activated))
      else if ('allowance' in fact) answers.push(await announce(membershipAllowanceChanged, fact.allowance))
      else if ('resumed' in fact) answers.push(await announce(membershipResumed, fact.resumed))
      else if ('merged' in fact) answers.push(await announce(memberMerged, fact.merged))
      else answers.push(await announce(membershipEnded, fact.ended))
    }
    return { answers }
  },
})
const nothing = { queries: [], reactions: [], rejections: {}, labels: {}, permissions: {}, scope: {}, constraints: {} }
const testDomain = assemble([identity, memberships, plantSlots, { name: 'test', commands: [announceAll], ...nothing }])

/** Announces facts, in one command of the server. */
export async function announce(world: World, facts: JsonObject[]) {
  world.version += 1
  const tenant = { id: world.tenantId, timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'en' }
  const who = { tenant, actor: systemActor, desk: null, meta: {}, at: noon }
  const what = { id: newId(), name: 'test.announce', input: facts }
  const versions = { version: world.version, basisVersion: world.version }
  const result = await world.read((db) => runCommand(testDomain, db, { ...who, ...what, ...versions }))
  if (!result.done) throw new Error(JSON.stringify(result.rejection))
  const answered = z.object({
    answers: z.array(z.object({ plantSlots: taken.extend({ owed: z.int() }).optional() })),
  })
  return answered.parse(result.outcome).answers.map(({ plantSlots: answer }) => answer)
}
