import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { isId } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { inForce } from '../memberships/queries.ts'
import { give, seeAny } from './grants.ts'
import { ownMemberOf } from './membership-reads.ts'
import { holdingOf } from './queries.ts'
import { settingsOf } from './settings.ts'
import { type Receiver, receiverOf } from './standing.ts'

/** PS-R4: more is never asked for at once, whatever the tenant's setting. */
const mostAtOnce = 10

/**
 * Slots that the actor asks for with their own membership (PS-R1 to R8), all or nothing; `preferredLocation` is an id or
 * a code. Refused as allocate, in the order of PS-R3, but for the membership, which is `membership_required`.
 */
export const request = command('plant-slots.request', {
  input: z
    .object({
      quantity: z.int().min(1).max(mostAtOnce),
      preferredLocation: z.string().min(1).max(40).optional(),
      locationOnly: z.boolean().optional(),
    })
    .strict()
    .refine(({ preferredLocation, locationOnly }) => !locationOnly || preferredLocation !== undefined, {
      path: ['preferredLocation'],
      message: 'no location is named',
    }),
  permission: 'plant_slot_create',
  own: true,
  offline: false,
  async run(context, { quantity, preferredLocation, locationOnly }) {
    const { db } = context
    const { requestMax } = await settingsOf(db)
    if (quantity > requestMax) {
      reject('validation_failed', { issues: [{ path: 'quantity', code: 'too_big', message: `at most ${requestMax}` }] })
    }
    const locationId = preferredLocation === undefined ? undefined : await locationNamed(context, preferredLocation)
    const receiver = await ownMembership(context)
    const { membershipId } = receiver.holder
    const wish = { quantity, locationId, locationOnly }
    const grant = await seeAny(context, membershipId, wish, 'request')
    const given = await give(context, receiver, grant, await holdingOf(db, membershipId))
    return { ...given, membershipId }
  },
  undo: (_, { slotIds, membershipId }) => ({ command: 'plant-slots.release', input: { slotIds, membershipId } }),
})

async function locationNamed({ db }: CommandContext, named: string): Promise<string> {
  const found = await db
    .selectFrom('plant_slot_locations')
    .select('id')
    .where(({ eb }) => (isId(named) ? eb('id', '=', named) : eb('code', '=', named)))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return found?.id ?? reject('plant_slot_location_not_found', { locationId: named })
}

/** PS-R3 step 4: the membership that the actor has, if any, with the refusal where nothing may be given to it. */
async function ownMembership(context: CommandContext): Promise<Receiver> {
  const { db, actor, today } = context
  const memberId = await ownMemberOf(db, actor.userId)
  const found = memberId === null ? null : await inForce(db, memberId, today)
  if (!found?.membership) return reject('membership_required', { memberId, reason: 'none' }, { rule: 'PS-R3' })
  return receiverOf({ reach: 'own' }, found.membership.id, found)
}
