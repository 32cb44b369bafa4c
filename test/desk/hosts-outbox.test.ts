import { describe, expect, test } from 'vitest'
import type { DeskEvent, Reply } from '../../src-main/desk/api/desk-api.ts'
import { carry } from '../../src-main/host/carrier.ts'
import { dropLog } from '../../src-main/host/log.ts'
import { messageRate } from '../../src-main/host/message-rate.ts'
import { outbox } from '../../src-main/host-web/outbox.ts'

/** A screen that reads only when told. */
function slowScreen() {
  const written: string[] = []
  const pending: (() => void)[] = []
  const overflows: string[] = []
  const send = outbox(
    (text, done) => {
      written.push(text)
      pending.push(done)
    },
    () => overflows.push('overflow'),
  )
  const read = (): void => {
    for (const done of pending.splice(0)) done()
  }
  return { send, written, overflows, read }
}
const large = 'x'.repeat(300_000)

describe('messages for a slow screen', () => {
  test('a quick screen gets every one, at once and in order', () => {
    const { send, written, read } = slowScreen()
    for (const text of ['1', '2', '3']) {
      send(text, 'w')
      read()
    }
    expect(written).toEqual(['1', '2', '3'])
  })

  test('a slow screen gets only the newest result of each watch, and everything else', () => {
    const { send, written, read } = slowScreen()
    send(large)
    send('reply 1')
    send('a1', 'a')
    send('b1', 'b')
    send('progress')
    send('a2', 'a')
    send('reply 2')
    send('a3', 'a')
    expect(written).toEqual([large])
    read()
    expect(written).toEqual([large, 'reply 1', 'b1', 'progress', 'reply 2', 'a3'])
  })

  test('goes on in pieces as the screen reads', () => {
    const { send, written, read } = slowScreen()
    for (let n = 0; n < 5; n++) send(`${n}${large}`)
    for (let n = 1; n <= 5; n++) {
      expect(written).toHaveLength(n)
      read()
    }
  })

  test('a screen that reads slowly but does read is never let go', () => {
    const { send, read, overflows } = slowScreen()
    for (let n = 0; n < 300; n++) {
      send(large)
      send(large)
      read()
      read()
    }
    expect(overflows).toEqual([])
  })

  test('a screen that reads nothing is let go before it fills the memory', () => {
    const { send, overflows } = slowScreen()
    for (let n = 0; n < 200; n++) send(large, 'the same watch')
    expect(overflows).toEqual([])
    for (let n = 0; n < 120; n++) send(large)
    expect(overflows.length).toBeGreaterThan(0)
  })
})

test('1,000 messages a second pass, and as many in the next', () => {
  let now = 0
  const passes = messageRate(1000, () => now)
  const second = () => Array.from({ length: 1500 }, passes).filter(Boolean).length
  expect(second()).toBe(1000)
  now = 999
  expect(second()).toBe(0)
  now = 1000
  expect(second()).toBe(1000)
})

test('a flood of drops makes a handful of lines, each with its count', () => {
  const lines: unknown[] = []
  const dropped = dropLog((_event, { reason, count }) => lines.push([reason, count]), 'here')
  for (let n = 0; n < 5000; n++) dropped('too many')
  dropped('not text')
  expect(lines).toEqual([
    ['too many', 1],
    ['too many', 10],
    ['too many', 100],
    ['too many', 1000],
    ['not text', 1],
  ])
})

describe('the line of a screen', () => {
  const id = '0190a5f0-7c3e-7aaa-8bbb-0123456789ab'
  const result: DeskEvent = { event: 'result', watchId: id, value: 1 }

  /** A line to a door that answers when told. */
  function slowDoor() {
    const said: unknown[] = []
    const handled: unknown[] = []
    let closed = 0
    let tell = (_event: DeskEvent): void => {}
    const { promise, resolve: answer } = Promise.withResolvers<Reply>()
    const carrier = carry(
      {
        connect(hear) {
          tell = hear
          const handle = (message: unknown): Promise<Reply> => {
            handled.push(message)
            return promise
          }
          return { handle, close: () => void closed++ }
        },
      },
      (text, newest) => said.push([JSON.parse(text), newest]),
      () => {},
    )
    return { carrier, said, handled, answer, closes: () => closed, tell: (event: DeskEvent) => tell(event) }
  }

  test('a screen that is gone hears no reply and no event any more, says nothing, and leaves once', async () => {
    const { carrier, said, handled, answer, closes, tell } = slowDoor()
    carrier.receive('{}')
    carrier.close()
    carrier.close()
    carrier.receive('{}')
    tell(result)
    answer({ reply: 1, ok: true, value: null })
    await new Promise((settled) => setImmediate(settled))
    expect([said, handled.length, closes()]).toEqual([[], 1, 1])
  })

  test('a result replaces the one before it, a failure too; progress is never lost', () => {
    const { said, tell } = slowDoor()
    const failed: DeskEvent = { event: 'failed', watchId: id, failure: { code: 'x', params: {}, alternatives: [] } }
    const progress: DeskEvent = { event: 'progress', entries: [] }
    for (const event of [result, failed, progress]) tell(event)
    expect(said).toEqual([
      [result, id],
      [failed, id],
      [progress, undefined],
    ])
  })
})
