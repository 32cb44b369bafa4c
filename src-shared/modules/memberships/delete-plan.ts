import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { activeMembers } from './plan-queries.ts'
import { planWithTerms } from './plan-reads.ts'
import { wayOut } from './way-out.ts'

/** Memberships that are, were or will be on a plan: it is theirs now, it was for a period, or it comes at renewal. */
async function membershipsOn(db: Db, planId: string): Promise<number> {
  const { memberships } = await db
    .selectFrom('memberships as ms')
    .select(({ fn }) => fn.countAll<number>().as('memberships'))
    .where('ms.deleted_at', 'is', null)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('ms.plan_id', '=', planId),
        eb('ms.next_plan_id', '=', planId),
        exists(
          selectFrom('membership_periods as p')
            .innerJoin('membership_plan_versions as v', 'v.id', 'p.plan_version_id')
            .select('p.id')
            .whereRef('p.membership_id', '=', 'ms.id')
            .where('v.plan_id', '=', planId),
        ),
      ]),
    )
    .executeTakeFirstOrThrow()
  return memberships
}

/**
 * MB-R9: takes a plan away that no membership ever referred to; its name is free again. Only the server knows of all
 * memberships. Refused: MB-R10, a plan in use.
 */
export const deletePlan = command('memberships.delete-plan', {
  input: z.object({ planId: id }).strict(),
  permission: 'membership_plan_manage',
  offline: false,
  async run({ db, at, today }, { planId }) {
    const plan = await planWithTerms(db, planId)
    const memberships = await membershipsOn(db, planId)
    if (memberships > 0) {
      const active = (await activeMembers(db, [planId], today)).get(planId) ?? 0
      const alternatives = plan.status === 'ACTIVE' ? [wayOut('archive_instead', 'archive-plan', { planId })] : []
      reject('membership_plan_in_use', { memberships, activeMembers: active }, { rule: 'MB-R9', alternatives })
    }
    await db
      .with('terms', (cte) =>
        cte.updateTable('membership_plan_versions').set({ deleted_at: at }).where('plan_id', '=', planId),
      )
      .updateTable('membership_plans')
      .set({ deleted_at: at })
      .where('id', '=', planId)
      .execute()
    return {}
  },
})
