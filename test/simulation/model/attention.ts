import { systemActor } from '../../../src-shared/kernel/actor.ts'
import type { Act, Told } from './act.ts'
import { mayBeStaff } from './entries.ts'
import { refuse } from './refusal.ts'
import { fields, optional, type Read, type Shape, text, uuid } from './shapes.ts'
import type { Item, State } from './state.ts'

const day = 86_400_000
const reopenableDays = 7
const longestSnoozeDays = 30

const millis = (at: string): number => new Date(at).getTime()
const asTyped = (typed: string): string => typed

/** The server's own words are not checked by their form, only by what they are about. */
const brought = (raw: unknown) => {
  const { id, kind, commandId, actorUserId, subject } = Object(raw)
  return { id, kind, commandId, actorUserId, subjectId: subject?.id ?? null } as Pick<
    Item,
    'id' | 'kind' | 'commandId' | 'actorUserId' | 'subjectId'
  >
}
const added = (raw: unknown): { itemId: string; dependent?: string; tried?: { commandId: string } } => Object(raw)
const ended = (raw: unknown): { itemId: string; commandId: string } => Object(raw)

const moment: Shape<string> = (raw) => {
  const year = typeof raw === 'string' && /^\d{4}-\d\d-\d\dT/.test(raw) ? new Date(raw).getUTCFullYear() : Number.NaN
  return year >= 1000 && year < 9000 ? new Date(String(raw)).toISOString() : refuse('validation_failed')
}

export const shapes = {
  raised: brought,
  extended: added,
  closed: ended,
  resolved: fields({ itemId: uuid, resolution: text(1, 1000), commandId: optional(uuid) }),
  dismissed: fields({ itemId: uuid, reason: text(3, 1000) }),
  snoozed: fields({ itemId: uuid, until: moment }),
  handedOver: fields({ itemId: uuid, toUserId: uuid, note: optional(text(0, 500)) }),
  reopened: fields({ itemId: uuid }),
  withdrawn: fields({ commandId: uuid, name: text(0, 200, asTyped) }),
}

/** One item for each thing that is to be told of a command. */
export function raise({ draft }: Act, told: Read<typeof brought>): Told {
  const same = draft.items.find(
    (item) =>
      item.id === told.id ||
      (item.commandId === told.commandId && item.kind === told.kind && item.subjectId === told.subjectId),
  )
  if (same) refuse('attention_exists')
  draft.items.put({
    ...told,
    ...{ state: 'open', assignedTo: null, until: null, dependents: [], tried: [], ended: null },
  })
  return {}
}

export function extend({ draft }: Act, { itemId, dependent, tried }: ReturnType<typeof added>): Told {
  const item = draft.items.get(itemId) ?? refuse('attention_not_found')
  const dependents = dependent ? [...item.dependents, dependent] : item.dependents
  draft.items.put({ ...item, dependents, tried: tried ? [...item.tried, tried.commandId] : item.tried })
  return {}
}

export function endBySystem(act: Act, { itemId, commandId }: ReturnType<typeof ended>): Told {
  endBy(act, itemId, commandId)
  return {}
}

/** DX-R10: what a command settled is ended by it, where its author may end it. */
export function settle(act: Act, itemId: string): void {
  const item = act.draft.items.get(itemId)
  if (item && isTheirs(act, item)) endBy(act, itemId, act.commandId)
}

function endBy(act: Act, itemId: string, commandId: string): void {
  const item = act.draft.items.get(itemId)
  if (item && isWaiting(item)) act.draft.items.put({ ...item, ...endedNow(act, 'resolved', commandId) })
}

const endedNow = ({ actorId, at }: Act, state: 'resolved' | 'dismissed', commandId: string | null) =>
  ({ state, until: null, ended: { by: actorId, at, commandId } }) as const

/** Whether it still asks somebody for something, now or later. */
export const isWaiting = ({ state }: Pick<Item, 'state'>): boolean => state === 'open' || state === 'snoozed'

/** What was put off until then is open again. */
const isAsleep = ({ state, until }: Item, at: string): boolean =>
  state === 'snoozed' && until !== null && millis(until) > millis(at)

const isTheirs = (act: Act, item: Item): boolean =>
  act.actorId === systemActor.userId ||
  item.actorUserId === act.actorId ||
  item.assignedTo === act.actorId ||
  act.may('attention_manage')

/** DX-R11: an item as its people see it; for all others it does not exist. */
function itemOf(act: Act, itemId: string): Item {
  const item = act.draft.items.get(itemId)
  return item && isTheirs(act, item) ? item : refuse('attention_not_found')
}

function waiting(act: Act, itemId: string): Item {
  const item = itemOf(act, itemId)
  return isWaiting(item) ? item : refuse('attention_closed')
}

export function resolve(act: Act, { itemId, commandId }: Read<typeof shapes.resolved>): Told {
  act.draft.items.put({ ...waiting(act, itemId), ...endedNow(act, 'resolved', commandId ?? null) })
  return {}
}

export function dismiss(act: Act, { itemId }: Read<typeof shapes.dismissed>): Told {
  act.draft.items.put({ ...waiting(act, itemId), ...endedNow(act, 'dismissed', null) })
  return {}
}

export function snooze(act: Act, { itemId, until }: Read<typeof shapes.snoozed>): Told {
  const item = waiting(act, itemId)
  const ahead = millis(until) - millis(act.at)
  if (ahead <= 0 || ahead > longestSnoozeDays * day) refuse('date_past')
  act.draft.items.put({ ...item, state: 'snoozed', until })
  return {}
}

export function handOver(act: Act, { itemId, toUserId }: Read<typeof shapes.handedOver>): Told {
  const item = waiting(act, itemId)
  if (!mayBeStaff(act.draft, toUserId)) refuse('user_not_active')
  act.draft.items.put({ ...item, state: 'open', until: null, assignedTo: toUserId })
  return { formerUserId: item.assignedTo ?? item.actorUserId }
}

export function reopen(act: Act, { itemId }: Read<typeof shapes.reopened>): Told {
  const item = itemOf(act, itemId)
  if (isWaiting(item) && !isAsleep(item, act.at)) refuse('attention_open')
  if (item.ended && millis(act.at) - millis(item.ended.at) > reopenableDays * day) refuse('attention_too_old')
  act.draft.items.put({ ...item, state: 'open', until: null, ended: null })
  return {}
}

/** DX-R19: it changes nothing. */
export const withdraw = (_: Act, { commandId }: Read<typeof shapes.withdrawn>): Told => ({ withdrawn: commandId })

/** The waiting item that says most of these commands failed: the first by id that is about one, or folded one in. */
export const waitingItemAbout = ({ items }: State, commandIds: readonly string[]): Item | undefined =>
  items
    .where(isWaiting)
    .filter(({ commandId, dependents }) => commandIds.some((id) => id === commandId || dependents.includes(id)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0]
