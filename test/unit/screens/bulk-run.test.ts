import { expect, test } from 'vitest'
import type { Desk } from '../../../src-renderer/desk/desk.ts'
import { type BulkProgress, runBulk } from '../../../src-renderer/kit/bulk/bulk-run.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'

/** DX-R31: many rows are many commands; what is refused stops nothing and is told with its reason. */
const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ key: String(n), label: `Row ${n}` }))
const work = { word: 'Archive', command: 'x.archive', inputOf: (id: string, reason: string) => ({ id, reason }) }

function deskThatRefuses(refused: ReadonlySet<string>) {
  const given: { input: unknown; batchId: string | undefined }[] = []
  const submit: Desk['submit'] = async (_, input, meta) => {
    given.push({ input, batchId: meta?.batchId })
    const id = newId()
    const key = typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : ''
    if (refused.has(key)) return { state: 'refused', id, rejection: rejection('member_not_active') }
    return { state: 'held', id, outcome: null }
  }
  return { submit, given }
}

test('[DX-A13] of 300, 4 are refused: 296 are done, 4 are listed with their reasons, all under one batch', async () => {
  const { submit, given } = deskThatRefuses(new Set(['7', '70', '170', '299']))
  const told: BulkProgress[] = []
  const end = await runBulk(submit, work, rows(300), {
    reason: 'moved away',
    stopped: () => false,
    tell: (progress) => told.push(progress),
  })
  expect(end.done).toHaveLength(296)
  expect(end.refused.map(({ label, rejection: { code } }) => `${label} ${code}`)).toEqual(
    ['7', '70', '170', '299'].map((n) => `Row ${n} member_not_active`),
  )
  expect(new Set(given.map(({ batchId }) => batchId)).size).toBe(1)
  expect(given[0]).toEqual({ input: { id: '0', reason: 'moved away' }, batchId: expect.any(String) })
  // The count is live: it is told after each.
  expect(told.filter(({ running }) => running)).toHaveLength(301)
  expect(end.running).toBe(false)
})

test('[DX-R31] stopped in the middle, what was not come to is named and untouched', async () => {
  const { submit, given } = deskThatRefuses(new Set())
  let asked = 0
  const stopped = () => {
    asked += 1
    return asked > 10
  }
  const end = await runBulk(submit, work, rows(50), { reason: '', stopped, tell: () => {} })
  expect(given).toHaveLength(10)
  expect(end.done).toHaveLength(10)
  expect(end.left.map(({ key }) => key)).toEqual(
    rows(50)
      .slice(10)
      .map(({ key }) => key),
  )
})
