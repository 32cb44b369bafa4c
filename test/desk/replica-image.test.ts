import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReplica } from '../../src-main/desk/replica.ts'
import { pack, unpack } from '../../src-main/desk/replica-image.ts'
import { newId } from '../../src-shared/kernel/id.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-image-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder comes out of its image as it went in: empty folders, empty files, zeros and all', () => {
  const from = join(folder, 'from')
  mkdirSync(join(from, 'base', '5'), { recursive: true })
  mkdirSync(join(from, 'empty'))
  const contents = {
    'base/5/1': Buffer.from([0, 0, 7, 0, 0, 0]),
    'base/5/2': Buffer.alloc(0),
    zeros: Buffer.alloc(1_000_000),
    text: Buffer.from('Ø'),
  }
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(from, name), bytes)
  const image = pack(from)
  expect(image.length).toBeLessThan(1000)
  const to = join(folder, 'deep', 'to')
  unpack(image, to)
  expect(readdirSync(to, { recursive: true }).toSorted()).toEqual(readdirSync(from, { recursive: true }).toSorted())
  for (const [name, bytes] of Object.entries(contents)) expect(readFileSync(join(to, name))).toEqual(bytes)
  expect(statSync(to).mode & 0o777).toBe(0o700)
})

test('an image that was cut is refused, wherever the cut is', () => {
  const from = join(folder, 'from')
  mkdirSync(from)
  writeFileSync(join(from, 'a'), 'some text')
  const image = pack(from)
  for (const length of [0, 3, 10, image.length - 1]) {
    expect(() => unpack(image.subarray(0, length), join(folder, `to-${length}`))).toThrow()
  }
})

test('a replica that begins from the image is as young as it is, and is the tenant’s alone', async () => {
  const before = new Date()
  const [tenant, other] = [newId(), newId()]
  const first = await openReplica(join(folder, tenant), tenant)
  const state = await first.replica.db.selectFrom('desk_state').select(['born', 'cursor']).executeTakeFirstOrThrow()
  expect(new Date(state.born).getTime()).toBeGreaterThanOrEqual(before.getTime())
  expect(state.cursor).toBeNull()
  await first.replica.db.updateTable('desk_state').set({ processed_seq: 7 }).execute()
  await first.replica.close()
  const second = await openReplica(join(folder, other), other)
  const untouched = await second.replica.db.selectFrom('desk_state').select('processed_seq').executeTakeFirstOrThrow()
  expect(untouched.processed_seq).toBe(0)
  await second.replica.close()
})

test('a replica that was being unpacked when the machine stopped is begun again', async () => {
  const tenant = newId()
  const { replica } = await openReplica(folder, tenant)
  await replica.close()
  rmSync(join(folder, 'replica-schema'))
  rmSync(join(folder, 'replica', 'global'), { recursive: true })
  const again = await openReplica(folder, tenant)
  expect(again.rebuilt).toBe('no')
  expect(existsSync(join(folder, 'replica-schema'))).toBe(true)
  await again.replica.close()
})
