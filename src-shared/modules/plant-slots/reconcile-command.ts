import { sql } from 'kysely'
import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { attentionRaised } from '../desk/facts.ts'
import { writeDaily } from './daily-counts.ts'
import { owedInVain } from './owed-check.ts'
import { type Check, checks, type Found } from './reconcile-checks.ts'

const name = 'plant-slots.reconcile'

/** As many are named; of more the number says enough. */
const mostNamed = 20

interface Finding extends Pick<Check, 'code' | 'of'> {
  count: number
  named: readonly Found[]
}

/**
 * Section 5: each night asks whether what must always hold of slots does (section 13), writes how they stand, and
 * brings to people what does not hold, one item for each invariant. It repairs nothing. `found` counts the rows by the
 * code of their invariant; of what people were told it reads what the log grew by since the last time, up to `readUpTo`.
 */
export const reconcile = command(name, {
  input: z.object({ day }).strict(),
  permission: 'system',
  offline: false,
  async run(context, { day: of }) {
    const readUpTo = await lengthOfLog(context.db)
    await writeDaily(context.db, of)
    const findings: Finding[] = []
    for (const check of checks) findings.push(await ask(context, check))
    const waiting = await owedInVain(context.db, of)
    const named = waiting.slice(0, mostNamed)
    findings.push({ code: 'plant_slot_found_owed', of: 'membership', count: waiting.length, named })
    const broken = findings.filter(({ count }) => count > 0)
    for (const finding of broken) await tell(context, finding)
    return { day: of, found: Object.fromEntries(broken.map(({ code, count }) => [code, count])), readUpTo }
  },
})

/** The number of the last entry that can be read: what this turn did before is not written yet. */
async function lengthOfLog(db: Db): Promise<number> {
  const last = await db
    .selectFrom('command_log')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst()
  return Number(last?.seq ?? 0)
}

async function ask({ db }: CommandContext, { code, of, broken }: Check): Promise<Finding> {
  const { rows } = await sql<Found & { count: number }>`
    select f.id, f.label, count(*) over ()::int as count from (${broken}) f
    order by f.label, f.id limit ${sql.lit(mostNamed)}`.execute(db)
  return { code, of, count: rows[0]?.count ?? 0, named: rows.map(({ id, label }) => ({ id, label })) }
}

/** DX-R7 */
async function tell(context: CommandContext, { code, of, count, named }: Finding): Promise<void> {
  const ids = named.map(({ id }) => id)
  await context.announce(attentionRaised, {
    ...{ kind: 'rule', moduleKind: code, commandName: name, subject: null },
    about: of === 'slot' ? { slotIds: ids } : { membershipId: ids[0] ?? null },
    params: { count, names: named.map(({ label }) => label) },
  })
}
