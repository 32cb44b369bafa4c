import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A hub's certificate with its key. */
export interface HubCertificate {
  /** PEM. */
  key: string
  certificate: string
  /** SHA-256 of the certificate, in hex: what desks pin (DX-R49). */
  fingerprint: string
}

/** The certificate of a hub's folder, made at the first start. Its key never leaves the folder, which is its owner's alone. */
export function certificateIn(folder: string): HubCertificate {
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  if (!existsSync(certificateFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = makeCertificate()
    keep(keyFile, made.key)
    // Last: a start that broke off before makes both anew.
    keep(certificateFile, made.certificate)
  }
  const certificate = readFileSync(certificateFile, 'utf8')
  const fingerprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
  return { key: readFileSync(keyFile, 'utf8'), certificate, fingerprint }
}

function keep(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** A certificate that signs itself, ECDSA on P-256. It never ends: desks pin it, and nobody could renew it for them. */
function makeCertificate(): { key: string; certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(commonName), element(0x0c, Buffer.from('Holdfast hub')))))
  const body = sequence(
    element(0xa0, integer(Buffer.of(2))),
    // A serial number is positive, so its first bit is 0.
    integer(Buffer.concat([Buffer.of(0x40), randomBytes(15)])),
    sequence(oid(ecdsaWithSha256)),
    name,
    sequence(element(0x17, Buffer.from('260101000000Z')), element(0x18, Buffer.from('99991231235959Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, sequence(oid(ecdsaWithSha256)), element(0x03, Buffer.concat([Buffer.of(0), signature])))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

// The few forms of DER (X.690) that a certificate of this kind is made of.
const commonName = '550403'
const ecdsaWithSha256 = '2a8648ce3d040302'

function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...bytes), content])
}
const sequence = (...parts: Buffer[]): Buffer => element(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]): Buffer => element(0x31, Buffer.concat(parts))
const integer = (bytes: Buffer): Buffer => element(0x02, bytes)
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'))
