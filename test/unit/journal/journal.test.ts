import { describe, expect, test, vi } from 'vitest'
import { isUnsent, needsAttention } from '../../../src-renderer/journal/entry.ts'
import { LiveEntries } from '../../../src-renderer/journal/live-entries.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { given, newsOf, tenant } from './fake-desk.ts'
import { memoryJournals } from './memory-journal.ts'

describe('the journal', () => {
  test('gives unsent commands back in the order in which they were given', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entries = Array.from({ length: 20 }, () => given())
    await Promise.all(entries.map((entry) => journal.append(entry)))
    expect((await journal.unsent()).map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
    expect((await journal.page({ tenantId: tenant.id, limit: 3 })).map(({ order }) => order)).toEqual([19, 18, 17])
    expect((await journal.page({ tenantId: tenant.id, before: 17, limit: 2 })).map(({ order }) => order)).toEqual([
      16, 15,
    ])
  })

  test("[SY-11] shows an organisation's page without what others did on the machine", async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entries = Array.from({ length: 9 }, (_, n) => given(n % 3 === 0 ? {} : { tenantId: newId() }))
    for (const entry of entries) await journal.append(entry)
    const ids = [6, 3, 0].map((n) => entries[n]?.id)
    expect((await journal.page({ tenantId: tenant.id, limit: 2 })).map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect((await journal.page({ tenantId: tenant.id, before: 3, limit: 2 })).map(({ id }) => id)).toEqual(ids.slice(2))
  })

  test('keeps a command as it was typed, whatever the keys of its input', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entry = given({ input: { '|pipe': 1, __under: { 'a.b': [null, '|x'] }, '': 'ğ가' } })
    await journal.append(entry)
    expect(await journal.entry(entry.id)).toMatchObject({ ...entry, state: 'draft' })
  })

  test('[SY-1] a command written twice is there once, as first given', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entry = given()
    await journal.append(entry)
    await journal.note([newsOf(entry.id, 'held')], 'event')
    await journal.append(entry)
    expect(await journal.page({ tenantId: tenant.id, limit: 10 })).toMatchObject([
      { id: entry.id, order: 0, state: 'held' },
    ])
  })

  test('names those whose verdict is on disk, also at a repetition, and none that it does not hold', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const [confirmed, held] = [given(), given()]
    await journal.append(confirmed)
    await journal.append(held)
    const news = [newsOf(confirmed.id, 'confirmed'), newsOf(held.id, 'held'), newsOf(newId(), 'rejected')]
    expect(await journal.note(news, 'event')).toEqual([confirmed.id])
    expect(await journal.note(news, 'event')).toEqual([confirmed.id])
    expect((await journal.unsent()).map(({ id }) => id)).toEqual([held.id])
  })

  test('[DX-R13] [DX-R14] an entry is undone once its undo is taken, and stands again when the server will not have it', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const original = given()
    await journal.append(original)
    await journal.note([newsOf(original.id, 'confirmed')], 'event')
    const undo = given({ meta: { undoOf: original.id } })
    await journal.append(undo)
    expect(await journal.entry(original.id)).toMatchObject({ undoneBy: null })
    await journal.note([newsOf(undo.id, 'held')], 'event')
    expect(await journal.entry(original.id)).toMatchObject({ undoneBy: undo.id })
    await journal.note([newsOf(undo.id, 'rejected')], 'event')
    expect(await journal.entry(original.id)).toMatchObject({ undoneBy: null })
  })

  test('notes given at once are all kept', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const original = given()
    await journal.append(original)
    await Promise.all([
      journal.note([newsOf(original.id, 'held')], 'event'),
      journal.note([newsOf(original.id, 'sending', { deskSeq: 5 })], 'event'),
      journal.note([newsOf(original.id, 'at_risk')], 'event'),
      journal.settle(original.id, 'dismissed'),
    ])
    expect(await journal.entry(original.id)).toMatchObject({ state: 'at_risk', settled: { how: 'dismissed' } })
  })
})

describe('[DX-R29] several windows', () => {
  test('one writes for all; the next takes over and nothing is lost or doubled', async () => {
    await using store = await memoryJournals()
    const [first, second, third] = [store.window(), store.window(), store.window()]
    await vi.waitUntil(() => first.owns)
    const entries = Array.from({ length: 40 }, () => given())
    const appended = entries.map((entry, n) => [second, third][n % 2]?.append(entry))
    await appended[3]
    first.close()
    await Promise.all(appended)
    expect([first.owns, second.owns, third.owns].filter(Boolean)).toHaveLength(1)
    const page = await second.page({ tenantId: tenant.id, limit: 100 })
    expect(page.map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort())
    expect(new Set(page.map(({ order }) => order)).size).toBe(40)
  })

  test('a window that cannot open the store says so at once, and again when asked again', async () => {
    await using store = await memoryJournals()
    const { Journal } = await import('../../../src-renderer/journal/journal.ts')
    let broken = true
    const journal = new Journal({
      name: newId(),
      isQuiet: () => false,
      open: async () => {
        if (broken) throw Object.assign(new Error('no storage'), { name: 'InvalidStateError' })
        return store.table
      },
    })
    await expect(journal.append(given())).rejects.toThrow('no storage')
    broken = false
    const entry = given()
    await journal.append(entry)
    expect(await journal.entry(entry.id)).toMatchObject({ id: entry.id })
    journal.close()
  })
})

describe('a list of entries on a screen', () => {
  test('follows what is written, in order', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const outbox = new LiveEntries(journal, isUnsent, () => journal.unsent(), 'oldest first')
    const attention = new LiveEntries(journal, needsAttention, () => journal.unsettled(), 'newest first')
    const entries = [given(), given(), given()]
    const [first, second, third] = entries.map(({ id }) => id)
    for (const entry of entries.slice(0, 1)) await journal.append(entry)
    outbox.subscribe(() => {})
    attention.subscribe(() => {})
    expect(outbox.get()).toBeNull()
    for (const entry of entries.slice(1)) await journal.append(entry)
    await vi.waitUntil(() => outbox.get()?.length === 3)
    expect(outbox.get()?.map(({ id }) => id)).toEqual([first, second, third])
    await journal.note([newsOf(first ?? '', 'refused'), newsOf(third ?? '', 'refused')], 'event')
    expect(outbox.get()?.map(({ id }) => id)).toEqual([second])
    expect(attention.get()?.map(({ id }) => id)).toEqual([third, first])
    await journal.settle(third ?? '', 'dismissed')
    expect(attention.get()?.map(({ id }) => id)).toEqual([first])
  })
})
