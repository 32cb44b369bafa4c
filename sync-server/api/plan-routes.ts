import { z } from 'zod'
import { archivePlan, createPlan, restorePlan, updatePlan } from '../../src-shared/modules/memberships/plan-commands.ts'
import { activePlans, listPlans, plan } from '../../src-shared/modules/memberships/plan-queries.ts'
import type { ReadCall } from './call.ts'
import { listedPlanShape, newPlanBody, planInput, planPatchBody, planShape, planTold } from './memberships-shapes.ts'
import { pageOf, pageParameters } from './paging.ts'
import { type Route, reading, writing } from './route.ts'
import { planVersion } from './row-versions.ts'

const seen = { all: ['membership_plan_view'] }
const managed = { all: ['membership_plan_manage'] }
const root = '/api/v1/membership-plans'
/** What every route of one plan has in common (MB-R10). */
const ofOne = { unknownId: 'membership_plan_not_accessible', row: planVersion }
const termsRefusals = ['invalid_plan_duration', 'invalid_currency', 'invalid_price', 'membership_plan_name_taken']
const outOfReach = 'membership_plan_not_accessible'

const shown = async (call: ReadCall, planId: string) => planTold(await call.ask(plan, { planId }))

/** MB-R8: a plan that leaves the offer, with how many people still have it. */
const archived = z
  .object({ plan: planShape, warning: z.object({ activeMembers: z.int() }).strict().nullable() })
  .strict()

/** The routes of membership plans (memberships.md section 10). */
export const planRoutes: readonly Route[] = [
  reading('envelope')({
    method: 'GET',
    path: root,
    does: listPlans.name,
    needs: seen,
    paged: true,
    query: z.object({
      status: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
      search: z.string().max(100).optional(),
      ...pageParameters,
    }),
    answer: z.array(listedPlanShape),
    async run(call, { query: { status, search, ...paging } }) {
      const { page, limit } = pageOf(paging)
      const filters = { ...(status && { status }), ...(search !== undefined && { search }) }
      const { total, rows } = await call.ask(listPlans, { page, limit, ...filters })
      const data = rows.map((row) => ({ ...planTold(row), activeMembers: row.activeMembers }))
      return { data, page: { page, pageSize: limit, totalItems: total } }
    },
  }),
  reading('envelope')({
    method: 'GET',
    path: `${root}/active`,
    does: activePlans.name,
    needs: seen,
    answer: z.array(planShape),
    run: async (call) => ({ data: (await call.ask(activePlans, {})).map(planTold) }),
  }),
  reading('envelope')({
    ...ofOne,
    method: 'GET',
    path: `${root}/:id`,
    does: plan.name,
    needs: seen,
    answer: planShape,
    codes: [outOfReach],
    run: async (call, { id }) => ({ data: await shown(call, id) }),
  }),
  writing('envelope')({
    method: 'POST',
    path: root,
    does: createPlan.name,
    needs: managed,
    body: newPlanBody,
    status: 201,
    answer: planShape,
    codes: termsRefusals,
    async run(call, { body }) {
      const planId = call.fresh('plan')
      const { fields, terms } = planInput(body, call.tenant.currency)
      await call.give(createPlan, { planId, versionId: call.fresh('version'), ...fields, terms })
      return { data: await shown(call, planId), rowVersion: await planVersion(call.db, planId) }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'PATCH',
    path: `${root}/:id`,
    does: updatePlan.name,
    needs: managed,
    body: planPatchBody,
    answer: planShape,
    codes: [outOfReach, ...termsRefusals, 'membership_plan_archived', 'version_conflict'],
    async run(call, { id: planId, body }) {
      const present = await call.ask(plan, { planId })
      const { fields, terms } = planInput(body, present.terms.currency)
      const patch = { ...fields, ...(Object.keys(terms).length > 0 && { terms }) }
      const versionId = call.fresh('version')
      await call.give(updatePlan, { planId, versionId, seenVersionNo: present.versionNo, patch })
      return { data: await shown(call, planId) }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/archive`,
    does: archivePlan.name,
    needs: managed,
    answer: archived,
    codes: [outOfReach],
    async run(call, { id: planId }) {
      await call.give(archivePlan, { planId })
      const { activeMembers, ...closed } = await call.ask(plan, { planId })
      return { data: { plan: planTold(closed), warning: activeMembers > 0 ? { activeMembers } : null } }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/restore`,
    does: restorePlan.name,
    needs: managed,
    answer: planShape,
    codes: [outOfReach],
    async run(call, { id: planId }) {
      await call.give(restorePlan, { planId })
      return { data: await shown(call, planId) }
    },
  }),
]
