import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DeskClient } from '../../../src-renderer/desk/desk-client.ts'
import { Watches } from '../../../src-renderer/desk/watches.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { FakeDesk, newsOf, person, signedInStatus } from './fake-desk.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function connected() {
  const desk = new FakeDesk()
  const client = new DeskClient(desk.dial)
  await vi.advanceTimersByTimeAsync(0)
  return { desk, client }
}
const away = { ok: false, failure: { code: 'desk_unavailable' } }

describe('a call', () => {
  test('gives the value or the failure that the desk answers', async () => {
    const { desk, client } = await connected()
    expect(client.state.get()).toMatchObject({ link: 'connected', status: { user: person } })
    desk.answer = ({ input }) => ({ ok: true, value: input })
    expect(await client.call('query', { name: 'a', input: 1 })).toEqual({ ok: true, value: { name: 'a', input: 1 } })
    desk.answer = () => ({ ok: false, failure: rejection('unknown_query', { name: 'a' }) })
    expect(await client.call('query', { name: 'a', input: 1 })).toMatchObject({
      ok: false,
      failure: { code: 'unknown_query', params: { name: 'a' } },
    })
  })

  test('[DX-R56] that is not answered in 30 s fails, and a late answer harms nothing', async () => {
    const { desk, client } = await connected()
    desk.answer = () => undefined
    const asked = client.call('tryNow', {})
    await vi.advanceTimersByTimeAsync(29_999)
    desk.say('{"reply": 1')
    desk.say('{"reply": "x", "ok": true}')
    await vi.advanceTimersByTimeAsync(1)
    expect(await asked).toMatchObject(away)
    desk.say(JSON.stringify({ reply: desk.calls.at(-1)?.call, ok: true, value: 'late' }))
    desk.answer = () => ({ ok: true, value: 'new' })
    expect(await client.call('tryNow', {})).toEqual({ ok: true, value: 'new' })
  })

  test('fails at once when the desk is away or goes away', async () => {
    const { desk, client } = await connected()
    desk.answer = () => undefined
    const asked = client.call('tryNow', {})
    desk.cut()
    expect(await asked).toMatchObject(away)
    expect(await client.call('tryNow', {})).toMatchObject(away)
    expect(client.state.get().link).toBe('lost')
  })
})

describe('events', () => {
  test('a status that the desk told meanwhile is newer than the one that was asked for', async () => {
    const desk = new FakeDesk()
    desk.answer = () => undefined
    const client = new DeskClient(desk.dial)
    await vi.advanceTimersByTimeAsync(0)
    desk.tell({ event: 'status', status: signedInStatus() })
    desk.say(JSON.stringify({ reply: desk.calls[0]?.call, ok: true, value: signedInStatus(null) }))
    await vi.advanceTimersByTimeAsync(0)
    expect(client.state.get().status?.user).toEqual(person)
  })

  test('progress reaches who listens; what is not of the protocol reaches nobody', async () => {
    const { desk, client } = await connected()
    const heard = vi.fn()
    client.onProgress(heard)
    const news = newsOf(newId(), 'confirmed')
    desk.tell({ event: 'progress', entries: [news] })
    desk.say(JSON.stringify({ event: 'progress', entries: [{ ...news, state: 'certain' }] }))
    expect(heard.mock.calls).toEqual([[[news]]])
  })
})

describe('watches', () => {
  const result = (desk: FakeDesk, value: number, n = -1) => {
    const watchId = desk.named('watch').at(n)?.input.watchId
    desk.tell({ event: 'result', watchId: String(watchId), value })
  }

  test('begin again on a new line, and keep what they knew meanwhile', async () => {
    const { desk, client } = await connected()
    const watch = new Watches(client).of('slots.board', { location: 'B' })
    watch.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(0)
    result(desk, 1)
    desk.cut()
    expect(watch.get()).toEqual({ value: 1, failure: null })
    await vi.advanceTimersByTimeAsync(200)
    expect(desk.named('watch')).toHaveLength(2)
    expect(desk.named('watch')[1]?.input).toMatchObject({ name: 'slots.board', input: { location: 'B' } })
    expect(desk.named('status')).toHaveLength(2)
    result(desk, 2)
    expect(watch.get()).toEqual({ value: 2, failure: null })
  })

  test('equal questions are asked once, and closed two seconds after the last one has left', async () => {
    const { desk, client } = await connected()
    const watches = new Watches(client)
    const leave = [1, 2].map(() => watches.of('slots.board', { location: 'B' }).subscribe(() => {}))
    watches.of('slots.board', { location: 'C' }).subscribe(() => {})
    await vi.advanceTimersByTimeAsync(0)
    expect(desk.named('watch')).toHaveLength(2)
    result(desk, 1, 0)
    for (const each of leave) each()
    await vi.advanceTimersByTimeAsync(1900)
    expect(desk.named('unwatch')).toHaveLength(0)
    expect(watches.of('slots.board', { location: 'B' }).get().value).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(desk.named('unwatch')).toHaveLength(1)
    expect(watches.of('slots.board', { location: 'B' }).get().value).toBeUndefined()
  })

  test('a failure keeps the last value and says that it may be old; the next result ends it', async () => {
    const { desk, client } = await connected()
    const watch = new Watches(client).of('slots.board', {})
    watch.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(0)
    result(desk, 1)
    const failure = rejection('needs_connection')
    desk.tell({ event: 'failed', watchId: String(desk.named('watch')[0]?.input.watchId), failure })
    expect(watch.get()).toEqual({ value: 1, failure })
    result(desk, 2)
    expect(watch.get()).toEqual({ value: 2, failure: null })
  })
})
