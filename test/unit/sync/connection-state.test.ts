import { describe, expect, test } from 'vitest'
import { type Connection, connections } from '../../../src-main/desk/api/desk-api.ts'
import { afterEvent, type ConnectionEvent, connectionTable } from '../../../src-main/desk/connection-state.ts'
import { StatusBoard } from '../../../src-main/desk/status.ts'

const events = Object.entries(connectionTable.starting).flatMap(([family, row]) =>
  Object.keys(row).map((name) => `${family}.${name}` as ConnectionEvent),
)
const pairs = connections.flatMap((state) => events.map((event) => ({ state, event, next: afterEvent(state, event) })))
const where = (holds: (pair: (typeof pairs)[number]) => boolean) =>
  pairs.filter(holds).map(({ state, event, next }) => `${state} + ${event} → ${next}`)

describe('[DX-A31] the connection in every state, whatever happens', () => {
  test('every pair has a state of the indicator', () => {
    expect(pairs).toHaveLength(connections.length * 26)
    expect(where(({ next }) => !connections.includes(next))).toEqual([])
  })

  test('what the network does brings nobody to a state that asks for a person', () => {
    const calm: readonly Connection[] = [
      'starting',
      'first_sync',
      'current',
      'sending',
      'offline',
      'catching_up',
      'waiting',
    ]
    const network = /^(network|exchange)\./
    expect(where(({ state, event, next }) => network.test(event) && next !== state && !calm.includes(next))).toEqual([])
  })

  test('[DX-A32] who works offline by choice does so until they choose otherwise, sign out, or lose their access', () => {
    expect(where(({ state, next }) => state === 'working_offline' && next !== 'working_offline')).toEqual([
      'working_offline + refused.revoked → locked_out',
      'working_offline + person.signs_out → signed_out',
      'working_offline + person.goes_online → starting',
    ])
  })

  test('who is locked out stays so until somebody signs in', () => {
    expect(where(({ state, next }) => state === 'locked_out' && next !== 'locked_out')).toEqual([
      'locked_out + person.signs_in → starting',
      'locked_out + person.signs_out → signed_out',
    ])
  })

  test('trouble of this machine is not hidden by an exchange that went well, and ends when it is mended', () => {
    const sync = /^(exchange|network)\./
    expect(where(({ state, event, next }) => state === 'trouble' && sync.test(event) && next !== 'trouble')).toEqual([])
    for (const event of ['machine.disk_ok', 'machine.clock_right', 'machine.store_rebuilt'] as const) {
      expect(afterEvent('trouble', event)).toBe('starting')
    }
  })

  test('a pull that went well ends every wait for the server, and no answer is offline wherever the desk was online', () => {
    for (const state of ['starting', 'first_sync', 'sending', 'offline', 'catching_up', 'waiting'] as const) {
      expect(afterEvent(state, 'exchange.pulled'), state).toBe('current')
    }
    for (const state of ['starting', 'first_sync', 'current', 'sending', 'catching_up', 'waiting'] as const) {
      for (const event of ['network.down', 'exchange.push_failed', 'exchange.pull_failed'] as const) {
        expect(afterEvent(state, event), `${state} ${event}`).toBe('offline')
      }
    }
  })

  test('a board tells of the state and what is known of it in one word', () => {
    const board = new StatusBoard()
    const heard: string[] = []
    board.subscribe(({ connection, offlineSince }) => heard.push(`${connection} ${offlineSince}`))
    board.happened('network.down', { offlineSince: 'noon' })
    board.happened('exchange.pulled', { offlineSince: null })
    board.happened('network.poke')
    expect(heard).toEqual(['offline noon', 'current null'])
  })
})
