import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepDialling, type LineListener } from '../../../src-renderer/desk/transport.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const silent: LineListener = { opened() {}, received() {}, closed() {} }

test('a desk that is away is tried soon, then every five seconds, and soon again once it was there', async () => {
  const tries: number[] = []
  let listeners: LineListener[] = []
  const line = keepDialling((listener) => {
    tries.push(Date.now())
    listeners = [...listeners, listener]
    return { send() {}, close() {} }
  }, silent)
  const failAndWait = async (ms: number) => {
    listeners.at(-1)?.closed('lost')
    await vi.advanceTimersByTimeAsync(ms)
  }
  for (const wait of [200, 400, 800, 1600, 3200, 5000, 5000]) await failAndWait(wait)
  expect(tries).toHaveLength(8)
  listeners.at(-1)?.opened()
  await failAndWait(200)
  expect(tries).toHaveLength(9)
  line.close()
  await failAndWait(60_000)
  expect(tries).toHaveLength(9)
})

test('a line that has ended is not heard any more', async () => {
  const received = vi.fn()
  const listeners: LineListener[] = []
  keepDialling(
    (listener) => {
      listeners.push(listener)
      return { send() {}, close() {} }
    },
    { ...silent, received },
  )
  listeners[0]?.opened()
  listeners[0]?.received('a')
  listeners[0]?.closed('lost')
  await vi.advanceTimersByTimeAsync(200)
  listeners[1]?.opened()
  listeners[0]?.received('old')
  listeners[0]?.closed('lost')
  listeners[1]?.received('b')
  expect(received.mock.calls).toEqual([['a'], ['b']])
  expect(listeners).toHaveLength(2)
})
