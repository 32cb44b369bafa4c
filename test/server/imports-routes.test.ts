import { expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import { onBothServers } from './authorities.ts'
import { fileOf } from './import-house.ts'
import { until } from './wire.ts'

const shown = z.object({
  data: z.object({ id: z.string(), state: z.string(), counts: z.object({ states: z.record(z.string(), z.int()) }) }),
})
const refused = z.object({ success: z.literal(false), error: z.object({ code: z.string() }) })

onBothServers('[PL-R35] [PL-R36] [PL-R37] [PL-R39] imports and exports over REST', (stage) => {
  async function open(role: 'admin' | 'frontdesk') {
    const house = await stage().house('admin', 'frontdesk')
    const { token } = await house.desk(role)
    const ask = (method: string, path: string, body?: string | object, type = 'application/octet-stream') => {
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
      const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) }
      return fetch(`${stage().authority.url}/api/v1/${path}`, { method, headers, ...sent })
    }
    const state = async (runId: string) => shown.parse(await (await ask('GET', `imports/${runId}`)).json()).data
    return { ask, state }
  }
  const file = fileOf('Name,End', 'Ada Byron,13/02/2028', 'Eve,01/03/2028', ',01/03/2028')

  test('a file is brought, tried, done, its bad rows fetched, and taken back; a list is fetched as a file', async () => {
    const { ask, state } = await open('admin')
    const brought = await ask('POST', 'imports?entity=members&fileName=old.csv', file, 'text/csv')
    expect(brought.status).toBe(201)
    const { id } = shown.parse(await brought.json()).data
    const checked = await ask('POST', `imports/${id}/check`, { allOrNothing: false }, 'application/json')
    expect(checked.status).toBe(200)
    expect(shown.parse(await checked.json()).data).toMatchObject({
      state: 'checked',
      counts: { states: { ok: 2, error: 1 } },
    })
    expect((await ask('POST', `imports/${id}/commit`)).status).toBe(202)
    await until('committed', async () => (await state(id)).state === 'committed', 60_000)
    const rows = await ask('GET', `imports/${id}/rows?format=csv`)
    expect(rows.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect((await rows.text()).trimEnd().split('\r\n').at(-1)).toBe(
      ',01/03/2028,import_row_name_missing,The row names nobody.',
    )
    const list = { query: 'memberships.list-members', format: 'csv', columns: ['name', 'membership.endsOn'] }
    const exported = await ask('POST', 'exports', list, 'application/json')
    expect(exported.headers.get('x-total-count')).toBe('2')
    expect((await exported.text()).trimEnd().split('\r\n').slice(1)).toEqual(['Ada Byron,2028-02-13', 'Eve,2028-03-01'])
    expect((await ask('POST', `imports/${id}/undo`)).status).toBe(202)
    await until('undone', async () => (await state(id)).state === 'undone', 60_000)
    expect((await state(id)).counts.states).toEqual({ error: 1, undone: 2 })
  })

  test('who may not, what does not fit, and what is not there are told apart', async () => {
    const { ask } = await open('admin')
    const clerk = await open('frontdesk')
    const code = async (answer: Promise<Response>) => {
      const response = await answer
      return [response.status, refused.parse(await response.json()).error.code]
    }
    expect(await code(clerk.ask('POST', 'imports?entity=members&fileName=a.csv', file))).toEqual([
      403,
      'actor_not_permitted',
    ])
    expect(await code(ask('POST', 'imports?entity=ghosts&fileName=a.csv', file))).toEqual([
      400,
      'import_entity_unknown',
    ])
    expect(await code(ask('POST', 'imports?entity=members', file))).toEqual([400, 'validation_failed'])
    expect(await code(ask('GET', `imports/${newId()}`))).toEqual([404, 'import_not_found'])
    expect(await code(ask('GET', 'imports/nothing'))).toEqual([404, 'import_not_found'])
    expect(await code(ask('POST', 'exports', { format: 'doc' }, 'application/json'))).toEqual([
      400,
      'validation_failed',
    ])
  })
})
