import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { openImportHouse } from './import-house.ts'
import { legacyFile } from './legacy-file.ts'

/** `HOLDFAST_IMPORT_ROWS=10000` is the file of memberships.md section 12: dry run 15 s, commit 60 s on a quiet machine. */
const rows = Number(process.env.HOLDFAST_IMPORT_ROWS ?? 500)
const patience = 60_000 + rows * 300

onBothDatabases(`[MB-R72] [PL-R36] [PL-R37] an old system's file of ${rows} rows`, (ground) => {
  test('comes in, is checked against its generator, goes out again whole, and comes in anew', {
    timeout: patience,
  }, async () => {
    const { line, imports, asker, bring, counts } = await openImportHouse(ground())
    const { text, bad } = legacyFile(rows, 7)
    const times: string[] = []
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now()
      const result = await work()
      times.push(`${what} ${((performance.now() - began) / 1000).toFixed(1)} s`)
      return result
    }
    const held = async () => {
      const of = (table: 'members' | 'memberships' | 'membership_periods' | 'member_contacts') =>
        line.read(async (db) => {
          const found = await db.selectFrom(table).select('id').where('deleted_at', 'is', null).execute()
          return found.length
        })
      return Promise.all([of('members'), of('member_contacts'), of('memberships'), of('membership_periods')])
    }
    const comeIn = async () => {
      const runId = await timed('read', () => bring(text))
      await imports.answer(asker, runId, { days: 'dmy' })
      await timed('dry run', () => imports.check(asker, runId))
      expect(await counts(runId)).toEqual({ ok: rows - bad, error: bad })
      await timed('commit', async () => {
        await imports.commit(asker, runId)
        await imports.idle()
      })
      expect(await counts(runId)).toEqual({ applied: rows - bad, error: bad })
      expect(await held()).toEqual(Array(4).fill(rows - bad))
      return runId
    }
    const runId = await comeIn()
    await timed('undo', async () => {
      await imports.undo(asker, runId)
      await imports.idle()
    })
    expect(await counts(runId)).toEqual({ undone: rows - bad, error: bad })
    expect(await held()).toEqual([0, 0, 0, 0])
    await comeIn()
    console.info(`${ground().kind}, ${rows} rows: ${times.join(' · ')}`)
  })
})
