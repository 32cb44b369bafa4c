import { statSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { joinHub } from '../../src-main/desk/join-hub.ts'
import { pinnedWire } from '../../src-main/desk/pinned-wire.ts'
import type { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { pairingProofs } from '../../src-shared/node/pairing-proof.ts'
import { type HubPlace, hubFacts, pairingLinkText, readPairingLink } from '../../src-shared/sync/hub-protocol.ts'
import { certificateIn } from '../../sync-server/hub/certificate.ts'
import { PairedDesks } from '../../sync-server/hub/paired-desks.ts'
import { Pairing } from '../../sync-server/hub/pairing.ts'
import { until } from '../server/wire.ts'
import { given, HubStage, organisation } from './hub-stage.ts'

const stage = new HubStage()
const opened = z.object({ port: z.int(), facts: hubFacts })
const offered = z.object({ code: z.string(), expiresAt: z.string() })
let server: EmbeddedServer
let hub: z.infer<typeof opened>
let address: string

beforeAll(async () => {
  server = await stage.serve('hub')
  given(await server.ask('open-organisation', organisation))
  hub = opened.parse(given(await stage.open(server, 'hub')))
  address = `https://127.0.0.1:${hub.port}`
})
afterAll(() => stage.end())

const offer = async () => offered.parse(given(await server.ask('offer-pairing', {}))).code
const joining = (code: string) => ({ code, addresses: [address], fingerprint: null, deskName: 'Desk B' })
const join8 = async (code: string): Promise<HubPlace> => {
  const place = await joinHub(joining(code))
  if ('code' in place) throw new Error(place.code)
  return place
}
const wrongOf = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0')

describe('[DX-R49] [DX-A47] joining a hub', () => {
  test('a desk pairs with 8 digits, signs in, and is in step over TLS: push, pull, snapshot and live', async () => {
    const code = await offer()
    expect(code).toMatch(/^\d{8}$/)
    const place = await join8(code)
    expect(place).toMatchObject({ kind: 'hub', hubId: hub.facts.hubId, fingerprint: hub.facts.fingerprint })
    const b = await stage.desk(place, 'desk-b')
    expect(b.signedIn).toMatchObject({ ok: true })
    await until('it is in step', () => b.desk.status.now.connection === 'current')
    const standing = () => server.ask('hub-standing', {})
    const connected = { ok: true, value: { desks: [{ name: 'Desk B', connected: true }], pairing: null } }
    await vi.waitFor(async () => expect(await standing()).toMatchObject(connected), 20_000)
    await expect(join8(code)).rejects.toThrow('pairing_code_expired')
  })

  test('wrong 5 times voids the code, even for who knows it', async () => {
    const code = await offer()
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await joinHub(joining(wrongOf(code)))).toMatchObject({ code: 'pairing_code_wrong', params: { left } })
    }
    expect(await joinHub(joining(code))).toMatchObject({ code: 'pairing_code_expired' })
  })

  test('10 minutes count, and 10 minutes 1 second do not', async () => {
    let now = new Date('2026-03-02T09:00:00Z')
    const pairing = new Pairing({
      ...{ clock: { now: () => now }, fingerprint: hub.facts.fingerprint },
      desks: new PairedDesks(stage.folder),
    })
    const tryAfter = async (seconds: number) => {
      now = new Date('2026-03-02T09:00:00Z')
      const { code } = pairing.offer()
      now = new Date(now.getTime() + seconds * 1000)
      const deskKey = 'k'.repeat(43)
      const proofs = await pairingProofs({ code, fingerprint: hub.facts.fingerprint, deskKey })
      return pairing.join({ code: proofs.desk, deskKey, name: 'Desk' })
    }
    expect(await tryAfter(600)).toHaveProperty('proof')
    expect(await tryAfter(601)).toMatchObject({ code: 'pairing_code_expired' })
  })

  test('a machine that has not joined finds pairing and nothing else', async () => {
    const { certificate, fingerprint } = certificateIn(join(stage.folder, 'hub'))
    const stranger = pinnedWire({ certificate, fingerprint, deskKey: 'x'.repeat(43) })
    const ask = (path: string) => stranger.fetch(address + path, {}).then(({ status }) => status)
    expect(await ask('/discover')).toBe(200)
    expect([await ask('/health'), await ask('/sync/snapshot'), await ask('/auth/sign-in')]).toEqual([401, 401, 401])
    const socket = stranger.socket(`${address.replace('https', 'wss')}/sync/live`, {})
    await new Promise<void>((done) => socket.once('error', () => done()))
  })

  test('the key of the certificate is for its owner alone', () => {
    expect(statSync(join(stage.folder, 'hub', 'key.pem')).mode & 0o077).toBe(0)
  })

  test('what the QR code says comes back as it was, and another text is no pairing', () => {
    const link = {
      code: '00123456',
      fingerprint: hub.facts.fingerprint,
      addresses: [address, 'https://[fd00::2]:7443'],
    }
    expect(readPairingLink(pairingLinkText(link))).toEqual(link)
    expect(readPairingLink('https://example.org/?code=00123456')).toBeNull()
    expect(readPairingLink(pairingLinkText(link).replace('00123456', '123'))).toBeNull()
  })
})

describe('[DX-R49] [DX-A47] another certificate', () => {
  /** Somebody at an address with a certificate of their own, who lets everybody in and notes what they hear. */
  const impostor = async (port: number): Promise<{ server: Server; port: number; heard: string[] }> => {
    const { key, certificate } = certificateIn(join(stage.folder, 'impostor'))
    const heard: string[] = []
    const listening = createServer({ key, cert: certificate }, (request, response) => {
      heard.push(`${request.method} ${request.url}`)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ hub: hub.facts, proof: 'f'.repeat(64) }))
    })
    await new Promise<void>((done) => listening.listen(port, '127.0.0.1', done))
    const at = listening.address()
    return { server: listening, port: at !== null && typeof at === 'object' ? at.port : 0, heard }
  }

  test('is not joined by who read the QR code, and who typed the digits sees through it', async () => {
    const code = await offer()
    const other = await impostor(0)
    const there = { ...joining(code), addresses: [`https://127.0.0.1:${other.port}`] }
    expect(await joinHub({ ...there, fingerprint: hub.facts.fingerprint })).toMatchObject({
      code: 'hub_certificate_changed',
    })
    expect(other.heard).toEqual([])
    expect(await joinHub(there)).toMatchObject({ code: 'hub_certificate_changed' })
    other.server.close()
  })

  test('swapped under a desk that has joined: no way through, nothing is sent, and work goes on here', async () => {
    const place = await join8(await offer())
    const c = await stage.desk(place, 'desk-c')
    await until('it is in step', () => c.desk.status.now.connection === 'current')
    await server.ask('close-hub', {})
    const other = await impostor(hub.port)
    c.desk.tryNow()
    await until('it is told', () => c.desk.status.now.trouble === 'hub_certificate_changed')
    expect(c.desk.status.now.connection).toBe('trouble')
    expect(other.heard).toEqual([])
    other.server.closeAllConnections()
    await new Promise((done) => other.server.close(done))
    given(await stage.open(server, 'hub', { ports: { first: hub.port, last: hub.port } }))
    c.desk.tryNow()
    await until('the hub is itself again', () => c.desk.status.now.connection === 'current')
  })
})
