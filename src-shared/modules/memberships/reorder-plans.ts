import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import { planFields } from './inputs.ts'
import { maxPlans, planNotAccessible } from './plan-rules.ts'

const order = z
  .array(z.object({ planId: id, sortOrder: planFields.sortOrder }).strict())
  .min(1)
  .max(maxPlans)
  .refine((places) => new Set(places.map(({ planId }) => planId)).size === places.length, {
    message: 'Each plan has one place',
  })

/** Puts plans into the order of every list, archived ones too. Refused: MB-R10 for any of them; then none moves. */
export const reorderPlans = command('memberships.reorder-plans', {
  input: z.object({ order }).strict(),
  permission: 'membership_plan_manage',
  offline: true,
  quiet: ['before'],
  undo: (_, { before }: { before: z.infer<typeof order> }) => ({
    command: 'memberships.reorder-plans',
    input: asJson({ order: before }),
  }),
  async run({ db }, { order }) {
    const plans = await db
      .selectFrom('membership_plans')
      .select(['id', 'sort_order'])
      .where(
        'id',
        'in',
        order.map(({ planId }) => planId),
      )
      .where('deleted_at', 'is', null)
      .execute()
    const was = new Map(plans.map((plan) => [plan.id, plan.sort_order]))
    const unknown = order.find(({ planId }) => !was.has(planId))
    if (unknown) reject(planNotAccessible(unknown.planId))
    await updateRows(
      db,
      'membership_plans',
      order
        .filter(({ planId, sortOrder }) => was.get(planId) !== sortOrder)
        .map(({ planId, sortOrder }) => ({ id: planId, sort_order: sortOrder })),
    )
    return { before: order.map(({ planId }) => ({ planId, sortOrder: was.get(planId) ?? null })) }
  },
})
