import type { Act, Told } from './act.ts'
import { isKnownCurrency } from './plans.ts'
import { refuse } from './refusal.ts'
import { fields, list, matching, oneOf, type Read, text, uuid, yesNo } from './shapes.ts'
import type { House } from './state.ts'

const roles = [
  ...['owner', 'admin', 'manager', 'user_manager', 'frontdesk', 'field', 'editor', 'viewer', 'member'],
  ...['membership_admin', 'plant_slot_admin'],
]

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

const such = (test: (typed: string) => boolean) => (raw: unknown) =>
  typeof raw === 'string' && test(raw) ? raw : refuse('validation_failed')

export const openedTenant = fields({
  slug: matching(/^[a-z0-9-]{3,40}$/),
  legalName: text(1, 200, (typed) => typed),
  timeZone: such(isZone),
  currency: such(isKnownCurrency),
  locale: oneOf('en', 'es', 'ko', 'tr'),
})
export const addedUser = fields({
  userId: uuid,
  displayName: text(1, 120),
  roles: list(oneOf(...roles), 1, roles.length),
})
export const registeredDesk = fields({
  deskId: uuid,
  name: text(1, 50),
  platform: oneOf('windows', 'macos', 'linux', 'web'),
  registeredBy: uuid,
})
export const suspendedUser = fields({ userId: uuid, suspended: yesNo })

/** The first command of all. The tenant's id stands outside the input, so it is not vouched for. */
export function openTenant({ draft }: Act, { timeZone, currency, locale }: Read<typeof openedTenant>): Told {
  if (draft.house) refuse('row_id_taken')
  const house: House = { timeZone, currency, locale }
  draft.house = house
  return {}
}

export function addUser({ draft }: Act, { userId: id, roles: held }: Read<typeof addedUser>): Told {
  if (new Set(held).size < held.length) refuse('row_id_taken')
  draft.users.add({ id, roles: held, active: true })
  return { userId: id }
}

/** ID-R57: a taken name gets the next free number. */
export function registerDesk({ draft }: Act, { deskId: id, name }: Read<typeof registeredDesk>): Told {
  const taken = new Set(draft.desks.all().map((desk) => desk.name.toLowerCase()))
  let given = name
  for (let n = 2; taken.has(given.toLowerCase()); n += 1) given = `${name} ${n}`
  draft.desks.add({ id, name: given })
  return { deskId: id, name: given }
}

/** ID-R25 */
export function suspendUser({ draft }: Act, { userId, suspended }: Read<typeof suspendedUser>): Told {
  const user = draft.users.get(userId) ?? refuse('user_not_found')
  draft.users.put({ ...user, active: !suspended })
  return { status: suspended ? 'suspended' : 'active' }
}
