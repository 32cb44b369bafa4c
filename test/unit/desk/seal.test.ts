import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openPart, sealPart } from '../../../src-main/desk/rescue/seal.ts'
import { newId } from '../../../src-shared/kernel/id.ts'

/** What a dead desk leaves behind must say nothing to a thief, and nothing false to whoever opens it (DX-R35). */
const { privateKey } = generateKeyPairSync('ed25519')
const passphrase = 'a red rose in the rain'
const head = {
  ...{ savedId: newId(), part: 1, of: 2, savedAt: '2026-11-20T10:00:00.000Z', tenantId: newId() },
  desk: { id: newId(), name: 'Front' },
}
const entries = [{ id: newId(), name: 'memberships.create-member', input: { givenName: 'Ayşe', notes: '{"a":1}' } }]
const line = await sealPart(head, entries, passphrase, privateKey)

test('[DX-R35] work comes out of the file as it went in, with who saved it and when', async () => {
  expect(await openPart(line, passphrase)).toMatchObject({ ...head, entries })
})

test('[DX-R35] nothing of it can be read without the passphrase', async () => {
  expect(line).not.toContain('Ayşe')
  expect(line).not.toContain('create-member')
  expect(await openPart(line, `${passphrase} `)).toMatchObject({ code: 'rescue_wrong_passphrase' })
})

test('[DX-R35] whatever is changed in it is found out, also on its outside', async () => {
  const part = JSON.parse(line)
  const changes = [
    { desk: { ...part.desk, name: 'Back' } },
    { tenantId: newId() },
    { of: 1 },
    { sealed: part.sealed.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A')) },
    { signature: part.signature.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A')) },
    { publicKey: 'AAAA' },
    { more: true },
  ]
  for (const change of changes) {
    const changed = JSON.stringify({ ...part, ...change })
    expect(await openPart(changed, passphrase), JSON.stringify(change)).toMatchObject({ code: 'rescue_broken' })
  }
  expect(await openPart('not a part', passphrase)).toMatchObject({ code: 'rescue_broken' })
})

test('[DX-R35] whoever signs it anew stands there with another key', async () => {
  const forged = await sealPart(head, entries, passphrase, generateKeyPairSync('ed25519').privateKey)
  const [mine, theirs] = [await openPart(line, passphrase), await openPart(forged, passphrase)]
  expect('publicKey' in mine && 'publicKey' in theirs && mine.publicKey !== theirs.publicKey).toBe(true)
})
