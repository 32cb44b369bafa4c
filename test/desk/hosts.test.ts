import { setTimeout as later } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { maxMessageBytes } from '../../src-main/desk/api/desk-api.ts'
import { messagesPerSecond } from '../../src-main/host/message-rate.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { type DeskUnderTest, smallDesk, status } from './hosts/desk-under-test.ts'
import { electronHost } from './hosts/electron-host.ts'
import { type RunningHost, Screen } from './hosts/screen.ts'
import { webHost } from './hosts/web-host.ts'

/** The text of a call whose length is exactly so many bytes. */
function callOfSize(bytes: number): string {
  const text = (filling: string): string =>
    JSON.stringify({ call: 1, name: 'query', input: { name: 'echo', input: filling } })
  return text('x'.repeat(bytes - text('').length))
}

describe.each([webHost, electronHost])('DX-R56 $name', ({ start }) => {
  let host: RunningHost
  let desk: DeskUnderTest & ReturnType<typeof smallDesk>
  let drops: { reason: unknown; count: unknown }[]

  beforeEach(async () => {
    desk = smallDesk()
    drops = []
    host = await start(desk.door, (event, { reason, count }) => {
      if (event === 'message dropped') drops.push({ reason, count })
    })
  })
  afterEach(() => host.stop())

  const watch = (screen: Screen, watchId: string) => screen.call('watch', { watchId, ...desk.question })
  const echo = (screen: Screen, input: string) => screen.call('query', { name: 'echo', input })

  test('answers a call with its value', async () => {
    const screen = await Screen.open(host)
    expect(await screen.call('status', {})).toEqual({ reply: 1, ok: true, value: status })
    expect(await echo(screen, 'ğüşİıöç ñáé 가나다 €₺₩ 🪴')).toMatchObject({ value: 'ğüşİıöç ñáé 가나다 €₺₩ 🪴' })
  })

  test('tells a new screen what the desk says first', async () => {
    const screen = await Screen.open(host)
    await vi.waitFor(() => expect(screen.events).toEqual([{ event: 'status', status }]))
  })

  test('gives a refusal as a value', async () => {
    const screen = await Screen.open(host)
    const answer = await screen.call('query', { name: 'refused', input: {} })
    expect(answer).toMatchObject({ reply: 1, ok: false, failure: { code: 'query_unknown' } })
  })

  test.each([['status'], ['{"call":1,'], [''], ['null'], ['[]'], ['{"call":0,"name":"status","input":{}}']])(
    'answers %j with a failure, and the screen goes on',
    async (text) => {
      const screen = await Screen.open(host)
      screen.line.send(text)
      await vi.waitFor(() => expect(screen.replies).toMatchObject([{ ok: false }]))
      expect(await screen.call('status', {})).toMatchObject({ ok: true })
    },
  )

  test('answers an unknown call and wrong input with a failure', async () => {
    const screen = await Screen.open(host)
    expect(await screen.call('format-disk', {})).toMatchObject({ ok: false, failure: { code: expect.any(String) } })
    expect(await screen.call('constructor', {})).toMatchObject({ ok: false })
    expect(await screen.call('watch', { watchId: 'not an id', name: 'count', input: {} })).toMatchObject({ ok: false })
  })

  test.each([
    '{"call":1,"name":"query","input":{"name":"echo","input":{"__proto__":{"polluted":true}}}}',
    '{"__proto__":{"polluted":true},"call":1,"name":"status","input":{}}',
    '{"call":1,"name":"query","input":{"name":"echo","input":{"constructor":{"prototype":{"polluted":true}}}}}',
    '{"call":1,"name":"__proto__","input":{}}',
    '{"call":1,"name":"toString","input":{}}',
  ])('[DX-A55] the keys of a prototype change nothing: %s', async (text) => {
    const screen = await Screen.open(host)
    screen.line.send(text)
    await vi.waitFor(() => expect(screen.replies).toHaveLength(1))
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
    expect(await echo(screen, 'still here')).toMatchObject({ value: 'still here' })
  })

  test('lets a slow call be overtaken by a quick one', async () => {
    const screen = await Screen.open(host)
    const slow = screen.call('query', { name: 'slow', input: 'slow' })
    const quick = screen.call('query', { name: 'echo', input: 'quick' })
    expect(await Promise.race([slow, quick])).toMatchObject({ value: 'quick' })
    expect(await slow).toMatchObject({ value: 'slow' })
  })

  test('survives a door that throws', async () => {
    const screen = await Screen.open(host)
    screen.line.send(JSON.stringify({ call: 99, name: 'query', input: { name: 'broken', input: {} } }))
    expect(await echo(screen, 'still here')).toMatchObject({ ok: true })
    expect(drops).toEqual([{ reason: 'unanswered', count: 1 }])
  })

  test('[DX-A55] takes a message of 2 MiB, and nothing larger comes near the desk', async () => {
    const screen = await Screen.open(host)
    const other = await Screen.open(host)
    screen.line.send(callOfSize(maxMessageBytes))
    await vi.waitFor(() => expect(screen.replies).toMatchObject([{ ok: true }]))
    screen.line.send(callOfSize(maxMessageBytes + 1))
    await echo(other, 'a moment later')
    await later(20)
    expect(await echo(other, 'the others go on')).toMatchObject({ ok: true })
    expect(desk.handled()).toBe(3)
  })

  test('measures a message in bytes, not in characters', async () => {
    const screen = await Screen.open(host)
    const other = await Screen.open(host)
    screen.line.send(JSON.stringify({ call: 1, name: 'status', input: '가'.repeat(maxMessageBytes / 2) }))
    await echo(other, 'a moment later')
    await later(20)
    expect(desk.handled()).toBe(1)
  })

  test('hands nothing but text to the desk', async () => {
    const screen = await Screen.open(host)
    screen.line.send({ call: 1, name: 'status', input: {} })
    const other = await Screen.open(host)
    await echo(other, 'a moment later')
    expect(desk.handled()).toBe(1)
  })

  test('[DX-A55] drops and counts what comes faster than 1,000 messages a second, then listens again', async () => {
    const screen = await Screen.open(host)
    const flood = 4 * messagesPerSecond
    const text = JSON.stringify({ call: 1, name: 'status', input: {} })
    for (let n = 0; n < flood; n++) screen.line.send(text)
    const quiet = await Screen.open(host)
    expect(await echo(quiet, 'the others go on')).toMatchObject({ ok: true })
    await vi.waitFor(() => expect(screen.replies.length).toBeGreaterThanOrEqual(messagesPerSecond))
    expect(screen.replies.length).toBeLessThan(flood)
    expect(drops).toContainEqual({ reason: 'too many', count: 1000 })
    await vi.waitFor(
      async () => {
        const before = screen.replies.length
        screen.line.send(text)
        await echo(quiet, 'a moment later')
        expect(screen.replies.length).toBeGreaterThan(before)
      },
      { timeout: 5000, interval: 100 },
    )
  })

  test('gives two screens watches of their own, even under one id', async () => {
    const one = await Screen.open(host)
    const other = await Screen.open(host)
    const watchId = newId()
    await watch(one, watchId)
    await watch(other, watchId)
    desk.change()
    await vi.waitFor(() =>
      expect([one, other].map((each) => each.results(watchId))).toEqual([
        [0, 1],
        [0, 1],
      ]),
    )
    await one.call('unwatch', { watchId })
    desk.change()
    await vi.waitFor(() => expect(other.results(watchId)).toEqual([0, 1, 2]))
    expect(one.results(watchId)).toEqual([0, 1])
  })

  test('tells events in the order in which they happened', async () => {
    const screen = await Screen.open(host)
    await screen.call('status', {})
    const ids = Array.from({ length: 500 }, newId)
    const entry = { state: 'held', deskSeq: null, basisVersion: null, outcome: null, serverOutcome: null } as const
    const rest = { rejection: null, serverVersion: null, dependsOn: [], dependents: [], decidedAt: null }
    for (const id of ids) desk.tellAll({ event: 'progress', entries: [{ id, ...entry, ...rest }] })
    const heard = (): string[] =>
      screen.events.flatMap((each) => (each.event === 'progress' ? each.entries.map(({ id }) => id) : []))
    await vi.waitFor(() => expect(heard()).toHaveLength(500))
    expect(heard()).toEqual(ids)
  })

  test('ends the watches of a screen that leaves, and of no other', async () => {
    const one = await Screen.open(host)
    const other = await Screen.open(host)
    await watch(one, newId())
    await watch(one, newId())
    await watch(other, newId())
    expect(desk.watches()).toBe(3)
    one.line.leave()
    await vi.waitFor(() => expect(desk.watches()).toBe(1))
    expect(await echo(other, 'still here')).toMatchObject({ ok: true })
  })

  test('lets a screen come back, with nothing of its former life', async () => {
    const watchId = newId()
    const before = await Screen.open(host)
    await watch(before, watchId)
    before.line.leave()
    await before.line.down
    const after = await Screen.open(host)
    desk.change()
    expect(await echo(after, 'back')).toMatchObject({ reply: 1, ok: true })
    expect(after.results(watchId)).toEqual([])
    await watch(after, watchId)
    await vi.waitFor(() => expect(after.results(watchId)).toEqual([1]))
  })

  test('hangs up when it stops', async () => {
    const screen = await Screen.open(host)
    await watch(screen, newId())
    await host.stop()
    await screen.line.down
    await vi.waitFor(() => expect(desk.watches()).toBe(0))
    host = await start(desk.door, () => {})
  })
})
