/** Crockford's letters and digits: nothing that is read for something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new card code, `XXXX-XXXX`; 40 random bits, so that two desks do not make the same one. */
export function newCardCode(): string {
  const [...bytes] = crypto.getRandomValues(new Uint8Array(8))
  const code = bytes.map((byte) => letters[byte % letters.length]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
