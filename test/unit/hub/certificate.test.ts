import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CertificateChanged, certificateAt, pinnedWire } from '../../../src-main/desk/pinned-wire.ts'
import { certificateIn } from '../../../sync-server/hub/certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-certificate-'))
const [own, other] = [certificateIn(join(folder, 'own')), certificateIn(join(folder, 'other'))]
const heard: string[] = []
let server: Server
let url: string

beforeAll(async () => {
  server = createServer({ key: own.key, cert: own.certificate, minVersion: 'TLSv1.3' }, (request, response) => {
    heard.push(String(request.headers.authorization))
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  url = `https://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  rmSync(folder, { recursive: true, force: true })
})

const ask = ({ certificate, fingerprint }: { certificate: string; fingerprint: string }) =>
  pinnedWire({ certificate, fingerprint, deskKey: 'key' }).fetch(url, { headers: { authorization: 'secret' } })

describe('[DX-R49] a hub’s certificate', () => {
  test('is one on P-256 that signed itself, and stays the same from start to start', () => {
    const certificate = new X509Certificate(own.certificate)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(certificateIn(join(folder, 'own'))).toEqual(own)
    expect(other.fingerprint).not.toBe(own.fingerprint)
  })

  test('lets its hub through, wherever it is, and unpacks what it says', async () => {
    expect(await certificateAt(url, 5000)).toMatchObject({ fingerprint: own.fingerprint })
    expect(await (await ask(own)).text()).toBe('packed')
  })

  test('of another hub is no way through, and the other hears nothing', async () => {
    heard.length = 0
    await expect(ask(other)).rejects.toThrow(CertificateChanged)
    // A certificate that is trusted, under a fingerprint that is not its own.
    await expect(ask({ ...own, fingerprint: other.fingerprint })).rejects.toThrow(CertificateChanged)
    expect(heard).toEqual([])
  })
})
