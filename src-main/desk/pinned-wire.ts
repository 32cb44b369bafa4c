import { createHash, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { Readable } from 'node:stream'
import { type ConnectionOptions, connect } from 'node:tls'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { WebSocket } from 'ws'
import { deskKeyHeader } from '../../src-shared/sync/hub-protocol.ts'
import type { Wire } from './wire.ts'

/** Whoever answered has another certificate than the hub this desk joined; nothing was sent to them (DX-R49). */
export class CertificateChanged extends Error {}

/** The one certificate by which a desk knows a hub. */
export interface Pin {
  /** PEM. */
  certificate: string
  /** SHA-256, in hex. */
  fingerprint: string
  /** By which the hub knows the desk. */
  deskKey: string
}

/**
 * Speaks to the one that has the pinned certificate, wherever it is, and to nobody else: what TLS would verify otherwise,
 * a name and who signed it, says nothing on a local network. The handshake fails before anything of ours is sent.
 */
export function pinnedWire({ certificate, fingerprint, deskKey }: Pin): Wire {
  const trust = trusting(certificate, fingerprint)
  // A resumed session would not be asked for its certificate again.
  const agent = new Agent({ ...trust, keepAlive: true, maxCachedSessions: 0 })
  return {
    fetch: async (url, init) => {
      const headers = { ...headersOf(init), [deskKeyHeader]: deskKey, 'accept-encoding': 'br, gzip' }
      return responseOf(await send(url, agent, { ...init, headers }).catch(explain))
    },
    socket: (url, headers) => new WebSocket(url, { ...trust, headers: { ...headers, [deskKeyHeader]: deskKey } }),
  }
}

const trusting = (certificate: string, fingerprint: string): ConnectionOptions => ({
  ca: [certificate],
  minVersion: 'TLSv1.3',
  checkServerIdentity: (_host, { raw }) => (fingerprintOf(raw) === fingerprint ? undefined : new CertificateChanged()),
})

const fingerprintOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex')

const headersOf = ({ headers }: RequestInit): Record<string, string> => Object.fromEntries(new Headers(headers))

/** Codes of a handshake that met a certificate which is not the pinned one. */
const otherCertificate: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
])

/** Throws `CertificateChanged` where that was the reason, and the error itself otherwise. */
function explain(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  throw otherCertificate.has(code) ? new CertificateChanged('Another certificate', { cause: error }) : error
}

const send = (
  url: string,
  agent: Agent,
  { method = 'GET', headers, body, signal }: RequestInit & { headers: Record<string, string> },
): Promise<IncomingMessage> =>
  new Promise((done, fail) => {
    const sent = request(url, { method, headers, agent, ...(signal ? { signal } : {}) }, done)
    sent.once('error', fail)
    sent.end(typeof body === 'string' ? body : undefined)
  })

/** An answer as `fetch` gives it: with its body unpacked, which can be read as it comes. */
function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) if (typeof value === 'string') headers.set(name, value)
  const unpack = { br: createBrotliDecompress, gzip: createGunzip }[message.headers['content-encoding'] ?? '']
  const unpacker = unpack?.()
  // What cuts the packed stream must cut the unpacked one too, or its reader would wait for ever.
  if (unpacker) message.once('error', (error) => unpacker.destroy(error))
  const body = unpacker ? message.pipe(unpacker) : message
  const bodiless = status === 204 || status === 304
  // The two declarations of the same web stream, of Node and of the DOM, are not one type.
  return new Response(bodiless ? null : (Readable.toWeb(body) as ConstructorParameters<typeof Response>[0]), {
    status,
    headers,
  })
}

/** The certificate of whoever answers there, without trusting them or sending anything. */
export function certificateAt(url: string, within: number): Promise<Pick<Pin, 'certificate' | 'fingerprint'>> {
  const { hostname, port } = new URL(url)
  return new Promise((done, fail) => {
    const host = hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, minVersion: 'TLSv1.3' })
    socket.setTimeout(within, () => socket.destroy(new Error('No answer')))
    socket.once('error', fail)
    socket.once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate()
      socket.destroy()
      done({ certificate: new X509Certificate(raw).toString(), fingerprint: fingerprintOf(raw) })
    })
  })
}
