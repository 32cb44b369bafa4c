import { hash, verify } from '@node-rs/argon2'

/** ID-R4: what a password costs to try; argon2id is the library's default. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }

/** A password as it is kept (PHC text). Passwords are compared in NFC, never trimmed (ID-R3). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

/** Whether a password is the one that was kept, as text of any form; without a kept one it never is. */
export type MatchPassword = (kept: string | null, password: string) => Promise<boolean>

let dummy: Promise<string> | undefined

/**
 * Whether a password is the one that was kept. Without a kept one it takes as long, so that a guess tells nothing
 * of which addresses are known (ID-R5).
 */
export const passwordMatches: MatchPassword = async (kept, password) => {
  dummy ??= hashPassword('nobody has this password')
  const matches = await verify(kept ?? (await dummy), password.normalize('NFC'))
  return kept !== null && matches
}
