import type { Connection } from './api/desk-api.ts'

/** What happens to a desk's connection, by where it comes from. */
interface Happenings {
  /** `up`: the live socket stands. `down`: the server cannot be reached. `poke`: there is news. */
  network: 'up' | 'down' | 'poke'
  /** `loads`: a first sync begins. `lags`: far behind, so a long pull. `sends`: a push begins. The rest: how they ended. */
  exchange: 'loads' | 'lags' | 'sends' | 'pushed' | 'push_failed' | 'pulled' | 'pull_failed'
  /** The server's no: 401, 403, 426, 429 and 503. */
  refused: 'session' | 'revoked' | 'version' | 'busy' | 'maintenance'
  person: 'signs_in' | 'signs_out' | 'goes_offline' | 'goes_online'
  /** `lease_ends`: the right to work offline. */
  machine: 'lease_ends' | 'disk_low' | 'disk_ok' | 'clock_off' | 'clock_right' | 'store_broken' | 'store_rebuilt'
}
type Family = keyof Happenings
export type ConnectionEvent = { [F in Family]: `${F}.${Happenings[F]}` }[Family]

/** For one state, where each event leads. No cell is optional: a missing one does not compile. */
type Row = { readonly [F in Family]: { readonly [E in Happenings[F]]: Connection } }

/**
 * The states of the connection indicator (`desk-ux.md` section 3). Three things decide what is shown: a choice of the
 * person outranks all but the loss of access, trouble of this machine outranks the network, and a state that only a
 * person can end waits for that person.
 */
export const connectionTable: { readonly [State in Connection]: Row } = {
  starting: {
    network: { up: 'starting', down: 'offline', poke: 'starting' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'sending', push_failed: 'offline' },
      ...{ pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'starting' },
    machine: {
      ...{ lease_ends: 'starting', disk_low: 'trouble', disk_ok: 'starting', clock_off: 'trouble' },
      ...{ clock_right: 'starting', store_broken: 'trouble', store_rebuilt: 'starting' },
    },
  },
  signed_out: {
    network: { up: 'signed_out', down: 'signed_out', poke: 'signed_out' },
    exchange: {
      ...{ loads: 'signed_out', lags: 'signed_out', sends: 'signed_out', pushed: 'signed_out' },
      ...{ push_failed: 'signed_out', pulled: 'signed_out', pull_failed: 'signed_out' },
    },
    refused: {
      ...{ session: 'signed_out', revoked: 'signed_out', version: 'signed_out', busy: 'signed_out' },
      ...{ maintenance: 'signed_out' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'signed_out', goes_online: 'signed_out' },
    machine: {
      ...{ lease_ends: 'signed_out', disk_low: 'signed_out', disk_ok: 'signed_out', clock_off: 'signed_out' },
      ...{ clock_right: 'signed_out', store_broken: 'signed_out', store_rebuilt: 'signed_out' },
    },
  },
  first_sync: {
    network: { up: 'first_sync', down: 'offline', poke: 'first_sync' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'first_sync', sends: 'first_sync', pushed: 'first_sync' },
      ...{ push_failed: 'offline', pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: {
      ...{ signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline' },
      ...{ goes_online: 'first_sync' },
    },
    machine: {
      ...{ lease_ends: 'first_sync', disk_low: 'trouble', disk_ok: 'first_sync', clock_off: 'trouble' },
      ...{ clock_right: 'first_sync', store_broken: 'trouble', store_rebuilt: 'first_sync' },
    },
  },
  current: {
    network: { up: 'current', down: 'offline', poke: 'current' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'current', push_failed: 'offline' },
      ...{ pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'current' },
    machine: {
      ...{ lease_ends: 'current', disk_low: 'trouble', disk_ok: 'current', clock_off: 'trouble' },
      ...{ clock_right: 'current', store_broken: 'trouble', store_rebuilt: 'starting' },
    },
  },
  sending: {
    network: { up: 'sending', down: 'offline', poke: 'sending' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'sending', push_failed: 'offline' },
      ...{ pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'sending' },
    machine: {
      ...{ lease_ends: 'sending', disk_low: 'trouble', disk_ok: 'sending', clock_off: 'trouble' },
      ...{ clock_right: 'sending', store_broken: 'trouble', store_rebuilt: 'starting' },
    },
  },
  offline: {
    network: { up: 'offline', down: 'offline', poke: 'offline' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'sending', push_failed: 'offline' },
      ...{ pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'offline' },
    machine: {
      ...{ lease_ends: 'offline', disk_low: 'trouble', disk_ok: 'offline', clock_off: 'trouble' },
      ...{ clock_right: 'offline', store_broken: 'trouble', store_rebuilt: 'offline' },
    },
  },
  working_offline: {
    network: { up: 'working_offline', down: 'working_offline', poke: 'working_offline' },
    exchange: {
      ...{ loads: 'working_offline', lags: 'working_offline', sends: 'working_offline', pushed: 'working_offline' },
      ...{ push_failed: 'working_offline', pulled: 'working_offline', pull_failed: 'working_offline' },
    },
    refused: {
      ...{ session: 'working_offline', revoked: 'locked_out', version: 'working_offline', busy: 'working_offline' },
      ...{ maintenance: 'working_offline' },
    },
    person: {
      ...{ signs_in: 'working_offline', signs_out: 'signed_out', goes_offline: 'working_offline' },
      ...{ goes_online: 'starting' },
    },
    machine: {
      ...{ lease_ends: 'working_offline', disk_low: 'working_offline', disk_ok: 'working_offline' },
      ...{ clock_off: 'working_offline', clock_right: 'working_offline', store_broken: 'working_offline' },
      ...{ store_rebuilt: 'working_offline' },
    },
  },
  catching_up: {
    network: { up: 'catching_up', down: 'offline', poke: 'catching_up' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'catching_up', pushed: 'catching_up' },
      ...{ push_failed: 'offline', pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: {
      ...{ signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline' },
      ...{ goes_online: 'catching_up' },
    },
    machine: {
      ...{ lease_ends: 'catching_up', disk_low: 'trouble', disk_ok: 'catching_up', clock_off: 'trouble' },
      ...{ clock_right: 'catching_up', store_broken: 'trouble', store_rebuilt: 'starting' },
    },
  },
  waiting: {
    network: { up: 'waiting', down: 'offline', poke: 'waiting' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'sending', push_failed: 'offline' },
      ...{ pulled: 'current', pull_failed: 'offline' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'waiting' },
    machine: {
      ...{ lease_ends: 'waiting', disk_low: 'trouble', disk_ok: 'waiting', clock_off: 'trouble' },
      ...{ clock_right: 'waiting', store_broken: 'trouble', store_rebuilt: 'waiting' },
    },
  },
  sign_in_again: {
    network: { up: 'sign_in_again', down: 'sign_in_again', poke: 'sign_in_again' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'sign_in_again' },
      ...{ push_failed: 'sign_in_again', pulled: 'current', pull_failed: 'sign_in_again' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'waiting' },
      ...{ maintenance: 'waiting' },
    },
    person: {
      ...{ signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline' },
      ...{ goes_online: 'sign_in_again' },
    },
    machine: {
      ...{ lease_ends: 'sign_in_again', disk_low: 'sign_in_again', disk_ok: 'sign_in_again' },
      ...{ clock_off: 'sign_in_again', clock_right: 'sign_in_again', store_broken: 'sign_in_again' },
      ...{ store_rebuilt: 'sign_in_again' },
    },
  },
  update_needed: {
    network: { up: 'update_needed', down: 'update_needed', poke: 'update_needed' },
    exchange: {
      ...{ loads: 'first_sync', lags: 'catching_up', sends: 'sending', pushed: 'update_needed' },
      ...{ push_failed: 'update_needed', pulled: 'current', pull_failed: 'update_needed' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'update_needed' },
      ...{ maintenance: 'update_needed' },
    },
    person: {
      ...{ signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline' },
      ...{ goes_online: 'update_needed' },
    },
    machine: {
      ...{ lease_ends: 'update_needed', disk_low: 'update_needed', disk_ok: 'update_needed' },
      ...{ clock_off: 'update_needed', clock_right: 'update_needed', store_broken: 'update_needed' },
      ...{ store_rebuilt: 'update_needed' },
    },
  },
  locked_out: {
    network: { up: 'locked_out', down: 'locked_out', poke: 'locked_out' },
    exchange: {
      ...{ loads: 'locked_out', lags: 'locked_out', sends: 'locked_out', pushed: 'locked_out' },
      ...{ push_failed: 'locked_out', pulled: 'locked_out', pull_failed: 'locked_out' },
    },
    refused: {
      ...{ session: 'locked_out', revoked: 'locked_out', version: 'locked_out', busy: 'locked_out' },
      ...{ maintenance: 'locked_out' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'locked_out', goes_online: 'locked_out' },
    machine: {
      ...{ lease_ends: 'locked_out', disk_low: 'locked_out', disk_ok: 'locked_out', clock_off: 'locked_out' },
      ...{ clock_right: 'locked_out', store_broken: 'locked_out', store_rebuilt: 'locked_out' },
    },
  },
  trouble: {
    network: { up: 'trouble', down: 'trouble', poke: 'trouble' },
    exchange: {
      ...{ loads: 'trouble', lags: 'trouble', sends: 'trouble', pushed: 'trouble', push_failed: 'trouble' },
      ...{ pulled: 'trouble', pull_failed: 'trouble' },
    },
    refused: {
      ...{ session: 'sign_in_again', revoked: 'locked_out', version: 'update_needed', busy: 'trouble' },
      ...{ maintenance: 'trouble' },
    },
    person: { signs_in: 'starting', signs_out: 'signed_out', goes_offline: 'working_offline', goes_online: 'trouble' },
    machine: {
      ...{ lease_ends: 'trouble', disk_low: 'trouble', disk_ok: 'starting', clock_off: 'trouble' },
      ...{ clock_right: 'starting', store_broken: 'trouble', store_rebuilt: 'starting' },
    },
  },
}

const isFamily = (name: string): name is Family => Object.hasOwn(connectionTable.starting, name)

/** The state that follows. */
export function afterEvent(state: Connection, event: ConnectionEvent): Connection {
  const [family = '', name = ''] = event.split('.')
  const cells: Readonly<Record<string, Connection>> = isFamily(family) ? connectionTable[state][family] : {}
  return cells[name] ?? state
}
