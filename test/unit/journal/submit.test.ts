import { describe, expect, test, vi } from 'vitest'
import { maxMessageBytes } from '../../../src-main/desk/api/desk-api.ts'
import { DeskClient } from '../../../src-renderer/desk/desk-client.ts'
import { keepJournal, portions } from '../../../src-renderer/desk/keep-journal.ts'
import { submit } from '../../../src-renderer/desk/submit.ts'
import { asJournalled, draftEntry } from '../../../src-renderer/journal/entry.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { type Call, FakeDesk, given, newsOf, person, signedInStatus, tenant } from './fake-desk.ts'
import { memoryJournals } from './memory-journal.ts'

/** A window with its journal in step with a desk that holds whatever it is given. */
async function withWindow(work: (window: Awaited<ReturnType<typeof openWindow>>) => Promise<void>) {
  await using store = await memoryJournals()
  const window = await openWindow(store.window())
  await work(window)
  window.end()
}

async function openWindow(journal: ReturnType<Awaited<ReturnType<typeof memoryJournals>>['window']>) {
  const desk = new FakeDesk()
  const holding = ({ name, input }: Call) => {
    if (name === 'status') return { ok: true, value: signedInStatus() }
    return { ok: true, value: name === 'submit' ? newsOf(String(input.id), 'held') : null }
  }
  desk.answer = holding
  const client = new DeskClient(desk.dial)
  const end = keepJournal(client, journal)
  await vi.waitUntil(() => client.state.get().status && journal.owns)
  const give = (input = { pick: 1 }) => submit({ client, journal, versionOf: () => 1 }, 'plant-slots.allocate', input)
  return { desk, client, journal, end, give, holding }
}

describe('submit', () => {
  test('[SY-9] writes the command down before the desk hears of it, and then what came of it', () =>
    withWindow(async ({ desk, journal, give, holding }) => {
      let before: Promise<unknown> = Promise.resolve()
      desk.answer = (call) => {
        if (call.name === 'submit') before = journal.entry(String(call.input.id))
        return holding(call)
      }
      const told = await give()
      expect(told).toMatchObject({ state: 'held', outcome: { told: 'A-12' } })
      expect(await before).toMatchObject({ id: told.id, state: 'draft', actorId: person.id })
      expect(await journal.entry(told.id)).toMatchObject({ state: 'held', deskSeq: 1, input: { pick: 1 } })
    }))

  test('[DX-R6] a refusal is told with its reason, kept with its input, and never sent', () =>
    withWindow(async ({ desk, journal, give, holding }) => {
      const failure = rejection('plant_slot_insufficient_slots', { free: 1 })
      desk.answer = (call) => (call.name === 'submit' ? { ok: false, failure } : holding(call))
      const told = await give()
      expect(told).toMatchObject({ state: 'refused', rejection: failure })
      expect(await journal.entry(told.id)).toMatchObject({ state: 'refused', rejection: failure, input: { pick: 1 } })
      expect(await journal.unsent()).toEqual([])
      expect(await journal.unsettled()).toEqual([])
    }))

  test('a command given while the desk is away is kept, and told when it is back, in order', () =>
    withWindow(async ({ desk, journal, give }) => {
      desk.cut()
      desk.up = false
      const told = [await give(), await give()]
      expect(told).toMatchObject([{ state: 'kept' }, { state: 'kept' }])
      desk.up = true
      await vi.waitUntil(() => desk.named('restore').length === 1)
      expect(desk.named('restore')[0]?.input.entries).toMatchObject(told.map(({ id }) => ({ id, deskSeq: null })))
      desk.tell({ event: 'progress', entries: told.map(({ id }) => newsOf(id, 'held')) })
      await vi.waitUntil(async () => (await journal.unsent()).every(({ state }) => state === 'held'))
    }))

  test('a command that the desk was too busy to answer is told again without a new line', () =>
    withWindow(async ({ desk, give, holding }) => {
      const failure = rejection('desk_unavailable')
      desk.answer = (call) => (call.name === 'submit' ? { ok: false, failure } : holding(call))
      const told = await give()
      expect(told.state).toBe('kept')
      await vi.waitUntil(() => desk.named('restore').length === 1, { timeout: 3000 })
      expect(desk.named('restore')[0]?.input.entries).toMatchObject([{ id: told.id }])
    }))

  test('a command that is too large for a push is refused and not written', () =>
    withWindow(async ({ desk, journal, give }) => {
      const told = await give({ pick: 1, ...{ text: '가'.repeat(400_000) } })
      expect(told).toMatchObject({ state: 'refused', rejection: { code: 'command_too_large' } })
      expect(await journal.page({ tenantId: tenant.id, limit: 1 })).toEqual([])
      expect(desk.named('submit')).toEqual([])
    }))

  test('a full disk is said, and nothing is sent', () =>
    withWindow(async ({ desk, journal, give }) => {
      vi.spyOn(journal, 'append').mockRejectedValue(new DOMException('full', 'QuotaExceededError'))
      expect(await give()).toMatchObject({ state: 'failed', failure: { code: 'storage_full' } })
      expect(desk.named('submit')).toEqual([])
    }))
})

describe('journal and desk in step', () => {
  test('a verdict is acknowledged once it is on disk; news without one are not', () =>
    withWindow(async ({ desk, journal, give }) => {
      const [first, second] = [await give(), await give()]
      desk.tell({ event: 'progress', entries: [newsOf(first.id, 'adjusted'), newsOf(second.id, 'sending')] })
      await vi.waitUntil(() => desk.named('acknowledge').length === 1)
      expect(desk.named('acknowledge')[0]?.input.ids).toEqual([first.id])
      expect(await journal.entry(first.id)).toMatchObject({ state: 'adjusted' })
      expect(await journal.entry(second.id)).toMatchObject({ state: 'sending' })
    }))

  test('a desk that nobody is signed in to is told when somebody is, and only of their organisation', () =>
    withWindow(async ({ desk, client, journal, give, holding }) => {
      desk.cut()
      const told = await give()
      await journal.append(given({ tenantId: newId() }))
      desk.answer = (call) => (call.name === 'status' ? { ok: true, value: signedInStatus(null) } : holding(call))
      await vi.waitUntil(() => client.state.get().status?.user === null)
      const before = desk.named('restore').length
      desk.tell({ event: 'status', status: signedInStatus() })
      await vi.waitUntil(() => desk.named('restore').length > before)
      expect(desk.named('restore').at(-1)?.input.entries).toMatchObject([{ id: told.id }])
    }))

  test('a desk that could not look at one is told of it again', () =>
    withWindow(async ({ desk, journal, give }) => {
      desk.cut()
      const { id } = await give()
      await vi.waitUntil(() => desk.named('restore').length === 1)
      desk.tell({ event: 'progress', entries: [newsOf(id, 'refused', { rejection: rejection('desk_unavailable') })] })
      await vi.waitUntil(() => desk.named('restore').length === 2, { timeout: 3000 })
      expect(await journal.entry(id)).toMatchObject({ state: 'draft' })
    }))

  test('a desk that could not take them is told again', () =>
    withWindow(async ({ desk, give, holding }) => {
      desk.cut()
      await give()
      desk.answer = (call) =>
        call.name === 'restore' ? { ok: false, failure: rejection('desk_unavailable') } : holding(call)
      await vi.waitUntil(() => desk.named('restore').length === 1)
      desk.answer = holding
      await vi.waitUntil(() => desk.named('restore').length === 2, { timeout: 3000 })
    }))

  test('[DX-R29] only the window that owns the journal speaks for it', async () => {
    await using store = await memoryJournals()
    const owner = await openWindow(store.window())
    const other = store.window()
    const desk = new FakeDesk()
    const client = new DeskClient(desk.dial)
    const end = keepJournal(client, other)
    await vi.waitUntil(() => client.state.get().status)
    const { id } = await submit({ client, journal: other, versionOf: () => 1 }, 'x', {})
    expect(await other.entry(id)).toMatchObject({ id, state: 'draft' })
    desk.tell({ event: 'progress', entries: [newsOf(id, 'confirmed')] })
    owner.desk.tell({ event: 'progress', entries: [newsOf(id, 'confirmed')] })
    await vi.waitUntil(() => owner.desk.named('acknowledge').length === 1)
    expect(desk.named('acknowledge')).toEqual([])
    expect(desk.named('restore')).toEqual([])
    owner.journal.close()
    const late = given()
    await other.append(late)
    expect(other.owns).toBe(true)
    expect((await other.unsent()).map((entry) => entry.id)).toEqual([late.id])
    await vi.waitUntil(() => desk.named('restore').length > 0)
    owner.end()
    end()
  })

  test('a long journal goes through the door in parts, in order', () => {
    const entry = (text: string, order: number) => asJournalled(draftEntry(given({ input: { text } }), order))
    const entries = [entry('가'.repeat(300_000), 0), entry('x'.repeat(1_000_000), 1), entry('x'.repeat(1_000_000), 2)]
    const many = Array.from({ length: 10_001 }, (_, n) => entry('', n))
    const parts = [...portions(entries), ...portions(many)]
    expect(parts.flat()).toEqual([...entries, ...many])
    for (const part of parts) {
      expect(
        Buffer.byteLength(JSON.stringify({ call: 99_999, name: 'restore', input: { entries: part } })),
      ).toBeLessThan(maxMessageBytes)
      expect(part.length).toBeLessThanOrEqual(10_000)
    }
  })
})
