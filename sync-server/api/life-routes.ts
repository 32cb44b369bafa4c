import { z } from 'zod'
import { day } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { freeze } from '../../src-shared/modules/memberships/freeze-commands.ts'
import { previewFreeze } from '../../src-shared/modules/memberships/freeze-queries.ts'
import { renew } from '../../src-shared/modules/memberships/renewal-commands.ts'
import { unfreeze } from '../../src-shared/modules/memberships/unfreeze-commands.ts'
import { asGiven } from './as-given.ts'
import type { WriteCall } from './call.ts'
import { minorOf, priceFields, priceText } from './money-text.ts'
import { type Route, reading, writing } from './route.ts'

const root = '/api/v1/memberships/:id'
/** What every route of one membership has in common. */
const ofOne = { unknownId: 'membership_not_found', own: true }
const updated = { ...ofOne, needs: { all: ['membership_update'] } }
const freezeRefusals = [
  ...['membership_freeze_not_allowed', 'membership_freeze_out_of_period', 'membership_freeze_backdate_forbidden'],
  ...['membership_freeze_budget_exceeded', 'membership_freeze_overlap', 'membership_not_active'],
  ...['membership_already_cancelled', 'membership_overlap'],
]

const renewed = z.object({ startsOn: day, endsOn: day, priceMinor: z.int(), plantSlots: z.unknown().optional() })
const frozen = z.object({ fromOn: day, toOn: day, endsOn: day })
const returned = z.object({ toOn: day.nullable(), endsOn: day })

/** The currency in which a membership is paid. */
export async function paidIn({ db }: WriteCall, membershipId: string): Promise<string> {
  const latest = await db
    .selectFrom('membership_periods')
    .select('currency')
    .where('membership_id', '=', membershipId)
    .where('deleted_at', 'is', null)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  return latest?.currency ?? reject('membership_not_found')
}

/** The freeze that a return is from: the first that has not ended. Refused: none. */
async function openFreeze({ db }: WriteCall, membershipId: string): Promise<string> {
  const found = await db
    .selectFrom('membership_freezes')
    .select('id')
    .where('membership_id', '=', membershipId)
    .where('state', 'in', ['running', 'planned'])
    .where('deleted_at', 'is', null)
    .orderBy('from_on')
    .executeTakeFirst()
  return found?.id ?? reject('membership_not_frozen', { endedOn: null })
}

/** The routes of a membership's days (memberships.md section 10). */
export const lifeRoutes: readonly Route[] = [
  writing('envelope')({
    ...updated,
    method: 'POST',
    path: `${root}/renew`,
    does: renew.name,
    body: z.object({ startsOn: day.optional(), price: priceText.optional() }).strict(),
    answer: z.object({
      ...{ membershipId: id, startsOn: day, endsOn: day, price: z.string(), priceMinor: z.int(), currency: z.string() },
      plantSlots: z.unknown().optional(),
    }),
    codes: [
      ...['membership_renewal_too_early', 'membership_already_renewed', 'membership_renewal_window_closed'],
      ...['membership_already_cancelled', 'membership_overlap', 'membership_plan_archived', 'invalid_price'],
      ...['membership_price_override_forbidden', 'membership_start_out_of_range', 'member_not_active', 'member_merged'],
    ],
    async run(call, { id: membershipId, body: { startsOn, price } }) {
      const currency = await paidIn(call, membershipId)
      const priceMinor = price === undefined ? undefined : minorOf(price, currency)
      const ids = { membershipId, periodId: call.fresh('period'), chargeId: call.fresh('charge') }
      const told = renewed.parse(await call.give(renew, { ...ids, ...asGiven({ startsOn, priceMinor }) }))
      const { plantSlots, ...days } = told
      const slots: JsonObject = plantSlots === undefined ? {} : { plantSlots: z.json().parse(plantSlots) }
      return { data: { membershipId, ...days, ...priceFields(told.priceMinor, currency), ...slots } }
    },
  }),
  writing('envelope')({
    ...updated,
    method: 'POST',
    path: `${root}/freeze`,
    does: freeze.name,
    body: z
      .object({ fromOn: day, toOn: day.optional(), reason: z.string().trim().min(1).max(500).optional() })
      .strict(),
    answer: z.object({ freezeId: id, fromOn: day, toOn: day, endsOn: day }).strict(),
    codes: freezeRefusals,
    async run(call, { id: membershipId, body: { fromOn, toOn, reason } }) {
      const ids = { membershipId, freezeId: call.fresh('freeze'), chargeId: call.fresh('charge') }
      const told = frozen.parse(await call.give(freeze, { ...ids, fromOn, ...asGiven({ toOn, reason }) }))
      return { data: { freezeId: ids.freezeId, ...told } }
    },
  }),
  writing('envelope')({
    ...updated,
    method: 'POST',
    path: `${root}/unfreeze`,
    does: unfreeze.name,
    body: z.object({ on: day, freezeId: id.optional() }).strict(),
    answer: z.object({ freezeId: id, toOn: day.nullable(), endsOn: day }).strict(),
    codes: ['membership_not_frozen', 'membership_freeze_not_found', 'membership_already_cancelled', ...freezeRefusals],
    async run(call, { id: membershipId, body }) {
      await paidIn(call, membershipId)
      const freezeId = body.freezeId ?? (await openFreeze(call, membershipId))
      return { data: { freezeId, ...returned.parse(await call.give(unfreeze, { freezeId, on: body.on })) } }
    },
  }),
  reading('envelope')({
    ...ofOne,
    method: 'GET',
    path: `${root}/preview-freeze`,
    does: previewFreeze.name,
    needs: { all: ['membership_view'] },
    query: z.object({ fromOn: day.optional(), toOn: day.optional(), unfreezeOn: day.optional() }),
    answer: z.unknown(),
    run: async (call, { id: membershipId, query }) => ({
      data: await call.ask(previewFreeze, { membershipId, ...asGiven(query) }),
    }),
  }),
]
