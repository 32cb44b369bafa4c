import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenedDesk, openDesk } from '../../src-main/desk/open-desk.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { updateStatus } from '../../src-shared/update/status.ts'
import { electronHost } from './hosts/electron-host.ts'
import { type RunningHost, Screen } from './hosts/screen.ts'
import { webHost } from './hosts/web-host.ts'

const updates = {
  puttingOff: [] as Date[],
  status: updateStatus.parse({
    ...{ running: '1.0.0', state: 'ready', version: '1.1.0', installs: true, critical: false, received: 9, size: 9 },
    ...{ failure: null, postponedUntil: null, postponableUntil: '2026-12-04T10:00:00.000Z' },
  }),
  postpone(until: Date) {
    if (until > new Date('2026-12-04T10:00:00.000Z')) return rejection('update_postponed_too_long', {})
    updates.puttingOff.push(until)
    return null
  },
}

/** The real desk, before anybody has signed in, behind the real hosts. */
describe.each([webHost, electronHost])('DX-R56 the real desk on $name', ({ start }) => {
  let folder: string
  let desk: OpenedDesk
  let host: RunningHost
  const reports: unknown[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-desk-'))
    const report = (error: unknown): void => void reports.push(error)
    desk = await openDesk({
      folder,
      server: 'http://127.0.0.1:1',
      name: 'Front desk',
      platform: 'web',
      report,
      updates,
    })
    host = await start(desk.door, () => {})
  })
  afterEach(async () => {
    updates.puttingOff.length = 0
    await host.stop()
    await desk.close()
    await rm(folder, { recursive: true })
  })

  test('says that nobody is signed in, and answers everything else with a typed failure', async () => {
    const screen = await Screen.open(host)
    expect(await screen.call('status', {})).toMatchObject({ ok: true, value: { connection: 'signed_out', user: null } })
    const command = { id: newId(), name: 'identity.add-user', version: 1, input: {}, at: new Date().toISOString() }
    for (const [name, input] of [
      ['query', { name: 'no-such-query', input: {} }],
      ['submit', { ...command, meta: {} }],
      ['signIn', { email: 'someone@example.org', password: 'a calm greenhouse' }],
      ['signIn', {}],
      ['no-such-call', {}],
    ] as const)
      expect(await screen.call(name, input)).toMatchObject({ ok: false, failure: { code: expect.any(String) } })
    screen.line.send('{"call":')
    await vi.waitFor(() => expect(screen.replies.at(-1)).toMatchObject({ reply: 0, ok: false }))
    expect(reports).toEqual([])
  })

  test('[DX-R52] tells of updates, and puts one off no longer than it may be', async () => {
    const screen = await Screen.open(host)
    const told = await screen.call('updates', {})
    expect(told.ok && updateStatus.parse(told.value)).toEqual(updates.status)
    const until = '2026-12-01T10:00:00.000Z'
    expect(await screen.call('postponeUpdate', { until })).toMatchObject({ ok: true })
    expect(updates.puttingOff).toEqual([new Date(until)])
    const tooLong = { until: '2027-12-01T10:00:00.000Z' }
    const refusal = { ok: false, failure: { code: 'update_postponed_too_long' } }
    expect(await screen.call('postponeUpdate', tooLong)).toMatchObject(refusal)
    expect(await screen.call('postponeUpdate', { until: 'tomorrow' })).toMatchObject({ ok: false })
  })
})
