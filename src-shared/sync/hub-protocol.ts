import { z } from 'zod'
import { id } from '../kernel/id.ts'

/** What desks and hubs say to each other before there is a session (DX-R49). */

/** Ports on which a hub listens: the first that is free. */
export const hubPorts = { first: 7443, last: 7453 } as const
/** Under which name hubs are found by mDNS: `_holdfast._tcp`. */
export const hubService = 'holdfast'
/** Header in which a paired desk shows its key; without it the hub lets nobody further than pairing. */
export const deskKeyHeader = 'x-holdfast-desk'

/** SHA-256 of a certificate, in hex. */
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/)

/** GET /discover. */
export const hubFacts = z.object({ hubId: id, name: z.string().max(120), epoch: id, fingerprint })
export type HubFacts = z.infer<typeof hubFacts>

/** POST /pair. */
export const pairRequest = z.strictObject({
  /** Proof of the 8 digits (`pairing-proof.ts`); the digits themselves never cross the network. */
  code: z.string().regex(/^[0-9a-f]{64}$/),
  /** A secret the desk has made: from now on the hub knows the desk by it. */
  deskKey: z.string().regex(/^[\w-]{43}$/),
  name: z.string().trim().min(1).max(50),
})
export type PairRequest = z.infer<typeof pairRequest>
export const pairResponse = z.object({ hub: hubFacts, proof: z.string() })

/** What the QR code of a pairing says; a desk that has it knows the certificate before it speaks to anyone. */
export const pairingLink = z.object({
  code: z.string().regex(/^\d{8}$/),
  fingerprint,
  addresses: z.array(z.url()).max(8),
})
export type PairingLink = z.infer<typeof pairingLink>

const linkStart = 'holdfast://pair?'

/** A pairing as the text of a QR code or a link. */
export const pairingLinkText = ({ code, fingerprint, addresses }: PairingLink): string =>
  `${linkStart}${new URLSearchParams([['code', code], ['fp', fingerprint], ...addresses.map((at): [string, string] => ['at', at])])}`

/** Reads what `pairingLinkText` wrote; null for any other text. */
export function readPairingLink(text: string): PairingLink | null {
  if (!text.startsWith(linkStart)) return null
  const told = new URLSearchParams(text.slice(linkStart.length))
  const read = pairingLink.safeParse({
    code: told.get('code'),
    fingerprint: told.get('fp'),
    addresses: told.getAll('at'),
  })
  return read.success ? read.data : null
}

/** Where a server is and how to be sure of it: what a desk keeps of its server, and what a server that has moved says. */
export const serverPlace = z.discriminatedUnion('kind', [
  /** On the open network, under a certificate that the system knows. */
  z.object({ kind: z.literal('open'), url: z.url({ protocol: /^https?$/ }) }),
  z.object({
    kind: z.literal('hub'),
    hubId: id,
    name: z.string(),
    fingerprint,
    /** PEM; the only one this desk accepts of this hub. */
    certificate: z.string(),
    /** By which the hub knows this desk. */
    deskKey: z.string(),
    /** Where it was last; it is looked for by its id when it is not there. */
    addresses: z.array(z.url()),
  }),
])
export type ServerPlace = z.infer<typeof serverPlace>
export type HubPlace = Extract<ServerPlace, { kind: 'hub' }>
