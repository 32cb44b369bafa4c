import { randomBytes } from 'node:crypto'

/** Crockford's letters and digits: nothing that is read for something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new card code, `XXXX-XXXX`, for a member whose caller brings none. */
export function newCardCode(): string {
  const code = [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
