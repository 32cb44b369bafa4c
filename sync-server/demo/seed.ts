import type { Kysely } from 'kysely'
import { domain } from '../../src-shared/domain.ts'
import type { Actor } from '../../src-shared/kernel/actor.ts'
import { systemActor } from '../../src-shared/kernel/actor.ts'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { DemoCommand } from '../../src-shared/kernel/demo.ts'
import { membershipDemo } from '../../src-shared/modules/memberships/demo.ts'
import { floorDemo, slotDemo } from '../../src-shared/modules/plant-slots/demo.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import type { ServerDatabase } from '../database/open.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { addPerson, openTenant } from '../identity/tenants.ts'
import type { OwnCommand, SystemCommands } from '../sync/system-commands.ts'
import { demoPeople, demoTenant } from './people.ts'

/** Commands that share a commit while the demo is made. */
const batchSize = 200

/**
 * Fills an empty server with the demo organisation through its ordinary commands, moved in time so that today is
 * busy, and marks it as a server of the demo for good (DX-R48). Gives false where the demo is there already. Throws on
 * a server that somebody's organisation lives on.
 */
export async function seedDemo(database: ServerDatabase, commands: SystemCommands, clock: Clock): Promise<boolean> {
  const { db } = database
  const tenants = await db.selectFrom('control.tenant_directory').select('slug').execute()
  if (tenants.some(({ slug }) => slug === demoTenant.slug)) return false
  if (tenants.length > 0) throw new Error('The demo is made on a server of its own: this one holds an organisation')
  await db.updateTable('control.deployment').set({ demo: true }).execute()
  const tenantId = await openTenant(db, commands, demoTenant)
  const userOf = new Map<string, string>()
  for (const person of demoPeople) {
    const userId = await addPerson(db, commands, tenantId, person)
    for (const role of person.roles) if (!userOf.has(role)) userOf.set(role, userId)
  }
  const actorOf = (role: DemoCommand['actor']): Actor => {
    const userId = userOf.get(role)
    if (role === 'system' || !userId) return systemActor
    return { kind: 'user', userId, grants: domain.grantsOf(role) }
  }
  const run = async (demo: readonly DemoCommand[]) => {
    const all: OwnCommand[] = demo.map(({ name, input, actor, at }) => ({ name, input, at, actor: actorOf(actor) }))
    for (let from = 0; from < all.length; from += batchSize) {
      await commands.runAll(tenantId, all.slice(from, from + batchSize))
    }
  }
  const today = dayOf(clock.now().toISOString(), demoTenant.timeZone)
  await run(slotDemo(tenantId, today))
  await database.refreshStatistics()
  await run(membershipDemo(tenantId, today))
  await run(floorDemo(tenantId, await heldSlots(db, tenantId), today))
  return true
}

const heldSlots = (db: Kysely<Database>, tenantId: string) =>
  inTenant(db, tenantId, async (transaction) => {
    const rows = await transaction
      .selectFrom('plant_slots')
      .select(['id', 'slot_number', 'membership_id'])
      .where('status', '=', 'allocated')
      .orderBy('number_key')
      .execute()
    return rows.flatMap(({ id, slot_number, membership_id }) =>
      membership_id ? [{ slotId: id, slotNumber: slot_number, membershipId: membership_id }] : [],
    )
  })
