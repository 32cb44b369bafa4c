import type { UpdateState } from '../../src-shared/update/status.ts'

/**
 * `found`: the server has one for this desk. `begin`: its package is being fetched. `whole`: the package is what its
 * manifest says. `stage`: it waits for a quiet moment. `install`: it was handed to the system. `settled`: the new
 * version runs. `refuse`: something about it is wrong. `withdraw`: the server has it no more.
 */
export type UpdateEvent = 'found' | 'begin' | 'whole' | 'stage' | 'install' | 'settled' | 'refuse' | 'withdraw'

type Cell = UpdateState | null

/** Null: that cannot happen there, and changes nothing. */
const transitions: Record<UpdateState, Record<UpdateEvent, Cell>> = {
  none: cells({ found: 'available', refuse: 'failed' }),
  available: cells({ found: 'available', begin: 'downloading', refuse: 'failed', withdraw: 'none' }),
  downloading: cells({
    found: 'available',
    begin: 'downloading',
    whole: 'verified',
    refuse: 'failed',
    withdraw: 'none',
  }),
  verified: cells({ found: 'available', stage: 'ready', refuse: 'failed', withdraw: 'none' }),
  ready: cells({ found: 'available', install: 'installed', refuse: 'failed', withdraw: 'none' }),
  installed: cells({ settled: 'none', refuse: 'failed' }),
  failed: cells({ found: 'available', refuse: 'failed', withdraw: 'none' }),
}

function cells(some: Partial<Record<UpdateEvent, UpdateState>>): Record<UpdateEvent, Cell> {
  const nothing = { found: null, begin: null, whole: null, stage: null, install: null, settled: null, refuse: null }
  return { ...nothing, withdraw: null, ...some }
}

/** The state after an event; null where the event has no place there. */
export const nextUpdateState = (state: UpdateState, event: UpdateEvent): UpdateState | null => transitions[state][event]
