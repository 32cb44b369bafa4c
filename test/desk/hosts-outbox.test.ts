import { describe, expect, test } from 'vitest'
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
