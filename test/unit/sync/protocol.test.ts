import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson, type Json } from '../../../src-shared/kernel/json.ts'
import * as protocol from '../../../src-shared/sync/protocol.ts'

/** All that goes over the wire, as it is written here: schemas by their name, limits by their value. */
function wire(): Json {
  const parts = Object.entries(protocol).map(([name, part]): [string, Json] => {
    if (part instanceof z.ZodType) {
      const shape = z.toJSONSchema(part, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })
      return [name, JSON.parse(JSON.stringify(shape))]
    }
    return [name, JSON.parse(JSON.stringify(part))]
  })
  return Object.fromEntries(parts)
}

/**
 * What the protocol was when its number was last raised. Whoever changes a message raises `protocolVersion`, keeps a
 * parser of the version before, and then writes the new pair here.
 */
const pinned = { version: 1, hash: '13c1fb712653555a' }

describe('[SY-16] the wire', () => {
  test('does not change without a new number: an older desk would be misread instead of asked to update', () => {
    const hash = createHash('sha256').update(canonicalJson(wire())).digest('hex').slice(0, 16)
    expect({ version: protocol.protocolVersion, hash }).toEqual(pinned)
  })

  test('is all of it pinned: every message is found', () => {
    expect(Object.keys(Object(wire()))).toEqual(
      expect.arrayContaining([
        ...['pushRequest', 'pushResponse', 'pushedCommand', 'verdict', 'pullRequest', 'pullResponse', 'cursor'],
        ...['snapshotHeader', 'snapshotRows', 'snapshotFooter', 'poke', 'signInRequest', 'refreshRequest'],
        ...['sessionGrant', 'failure', 'maxPushCommands', 'maxPushBytes', 'pullPageRows'],
      ]),
    )
    expect(JSON.stringify(wire())).toContain('deskSeq')
  })

  test('says nothing of a tenant: that is known by the session alone (SY-11)', () => {
    const asked = ['pushRequest', 'pushedCommand', 'pullRequest', 'refreshRequest']
    for (const [name, schema] of Object.entries(Object(wire()))) {
      if (asked.includes(name)) expect(JSON.stringify(schema), name).not.toMatch(/tenant/i)
    }
  })
})
