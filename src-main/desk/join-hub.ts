import { randomBytes } from 'node:crypto'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { pairingProofs, sameProof } from '../../src-shared/node/pairing-proof.ts'
import { type HubPlace, hubPorts, type PairRequest, pairResponse } from '../../src-shared/sync/hub-protocol.ts'
import { failure } from '../../src-shared/sync/protocol.ts'
import { CertificateChanged, certificateAt, type Pin, pinnedWire } from './pinned-wire.ts'

/** What a person has of a hub that this desk shall join. */
export interface Joining {
  /** 8 digits. */
  code: string
  /** Where it may be: `https://host:port`, or as typed, without a port. */
  addresses: readonly string[]
  /** From the QR code; without it the certificate is proven by the code. */
  fingerprint: string | null
  /** Name of this desk. */
  deskName: string
}

const answerWithin = 5_000
/** The hub thinks some 0.1 s about a proof, and about those of others before it. */
const pairWithin = 20_000

/**
 * Joins a hub by its code (DX-R49) and gives where it is and how to be sure of it. Refused with what the hub says of
 * the code, `hub_not_found`, or `hub_certificate_changed` where whoever answers is not the hub that shows the code.
 */
export async function joinHub({ code, addresses, fingerprint, deskName }: Joining): Promise<HubPlace | Rejection> {
  for (const address of addresses.flatMap(withPorts)) {
    const met = await certificateAt(address, answerWithin).catch(() => null)
    if (!met) continue
    if (fingerprint && met.fingerprint !== fingerprint) return rejection('hub_certificate_changed')
    return pair(address, { ...met, deskKey: randomBytes(32).toString('base64url') }, code, deskName)
  }
  return rejection('hub_not_found')
}

/** An address as a person may type it, as those where a hub would be. */
function withPorts(typed: string): string[] {
  const text = typed
    .trim()
    .replace(/^\w+:\/\//, '')
    .replace(/\/.*$/, '')
  if (!URL.canParse(`https://${text}`)) return []
  if (new URL(`https://${text}`).port || text.endsWith(':443')) return [`https://${text}`]
  return Array.from({ length: hubPorts.last - hubPorts.first + 1 }, (_, at) => `https://${text}:${hubPorts.first + at}`)
}

async function pair(address: string, pin: Pin, code: string, name: string): Promise<HubPlace | Rejection> {
  const { fingerprint, certificate, deskKey } = pin
  const proofs = await pairingProofs({ code, fingerprint, deskKey })
  const body: PairRequest = { code: proofs.desk, deskKey, name }
  try {
    const response = await pinnedWire(pin).fetch(`${address}/pair`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      signal: AbortSignal.timeout(pairWithin),
    })
    const told: unknown = await response.json()
    const refused = failure.safeParse(told)
    if (refused.success) return rejection(refused.data.error.code, refused.data.error.params ?? {})
    const { hub, proof } = pairResponse.parse(told)
    // Whoever lets everybody in does not know the code.
    if (!sameProof(proof, proofs.hub)) return rejection('hub_certificate_changed')
    const { hubId, name: hubName } = hub
    return { kind: 'hub', hubId, name: hubName, fingerprint, certificate, deskKey, addresses: [address] }
  } catch (error) {
    return rejection(error instanceof CertificateChanged ? 'hub_certificate_changed' : 'hub_not_found')
  }
}
