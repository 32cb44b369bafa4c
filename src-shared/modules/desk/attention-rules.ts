import { z } from 'zod'
import { day, startOfDay } from '../../kernel/calendar.ts'
import type { Json } from '../../kernel/json.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import type { AttentionRow } from './attention-item.ts'
import { type AttentionEvent, type AttentionState, attentionSteps } from './attention-transitions.ts'

const hour = 3_600_000
const aDay = 24 * hour

/** DX-R11: an item that nobody took up this long is also everybody's who looks after others' (ms). */
export const escalatesAfter = 4 * hour
/** How long after its end an item may be taken up again (ms). */
const reopenableFor = 7 * aDay
/** How long an item may be put off (ms). */
const longestSnooze = 30 * aDay

type Item = Pick<
  AttentionRow,
  'state' | 'actor_user_id' | 'assigned_to' | 'snoozed_until' | 'resolved_at' | 'resolved_by'
>

/** Whether an item is this person's: they were told, or it was handed to them. */
export const isOwn = (item: Pick<Item, 'actor_user_id' | 'assigned_to'>, userId: string): boolean =>
  item.actor_user_id === userId || item.assigned_to === userId

/** The state at an instant: what was put off until then is open again. */
export const stateAt = ({ state, snoozed_until: until }: Item, at: string): AttentionState =>
  state === 'snoozed' && until !== null && Date.parse(until) <= Date.parse(at) ? 'open' : state

/** The state that an event leads to, or why not: an item that is closed says by whom and when. */
export function stepOf(item: Item, event: AttentionEvent, at: string): { to: AttentionState } | Rejection {
  const from = stateAt(item, at)
  const step = attentionSteps[from][event]
  if (step === 'no') {
    if (from === 'open') return rejection('attention_open')
    return rejection('attention_closed', { by: item.resolved_by, at: item.resolved_at })
  }
  const since = item.resolved_at === null ? 0 : Date.parse(at) - Date.parse(item.resolved_at)
  if (event === 'reopen' && since > reopenableFor) return rejection('attention_too_old', { at: item.resolved_at })
  return step === 'same' ? { to: from } : step
}

/** Why an item cannot be put off until then; null where it can. */
export function snoozeRefusal(until: string, at: string): Rejection | null {
  const ahead = Date.parse(until) - Date.parse(at)
  return ahead > 0 && ahead <= longestSnooze ? null : rejection('date_past', { until })
}

const starting = z.object({ input: z.object({ startsOn: day }) })

/** DX-R11: whether what was refused begins within a day, so that somebody must be told now. */
export function isUrgent(item: Pick<AttentionRow, 'kind' | 'shown'>, at: string, timeZone: string): boolean {
  const shown = starting.safeParse(item.shown satisfies Json | null)
  if (item.kind !== 'rejected' || !shown.success) return false
  const ahead = Date.parse(startOfDay(shown.data.input.startsOn, timeZone)) - Date.parse(at)
  return ahead > 0 && ahead <= aDay
}
