import type { Step, TransitionTable } from '../../kernel/transitions.ts'
import type { AttentionRow } from './attention-item.ts'

export type AttentionState = AttentionRow['state']
export type AttentionEvent = 'resolve' | 'dismiss' | 'snooze' | 'handOver' | 'reopen'

/** What can happen to an attention item (desk-ux.md section 3). `no` on a closed one is `attention_closed`. */
export const attentionSteps: TransitionTable<AttentionState, AttentionEvent, Step<AttentionState>> = {
  open: {
    ...{ resolve: { to: 'resolved' }, dismiss: { to: 'dismissed' }, snooze: { to: 'snoozed' } },
    ...{ handOver: 'same', reopen: 'no' },
  },
  snoozed: {
    ...{ resolve: { to: 'resolved' }, dismiss: { to: 'dismissed' }, snooze: 'same' },
    ...{ handOver: { to: 'open' }, reopen: { to: 'open' } },
  },
  resolved: { resolve: 'no', dismiss: 'no', snooze: 'no', handOver: 'no', reopen: { to: 'open' } },
  dismissed: { resolve: 'no', dismiss: 'no', snooze: 'no', handOver: 'no', reopen: { to: 'open' } },
}
