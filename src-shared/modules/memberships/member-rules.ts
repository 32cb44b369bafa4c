import { searchText } from '../../kernel/text.ts'

/** Korean, Chinese and Japanese names are written family name first, without a space. */
const writtenTogether = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u

/** A member's name as it is read aloud and searched. */
export function fullName(givenName: string, familyName: string): string {
  if (writtenTogether.test(givenName + familyName)) return familyName + givenName
  return `${givenName} ${familyName}`.trim()
}

/** What a member is found by: name, card code and number (DX-R21). A given name that is written within the whole stands by itself too. */
export const memberSearchText = (member: {
  givenName: string
  familyName: string
  code: string
  memberNumber: string | null
}): string => {
  const { givenName, familyName, code, memberNumber } = member
  const whole = fullName(givenName, familyName)
  const within = whole === familyName + givenName && familyName !== '' ? givenName : null
  return searchText(whole, within, code, memberNumber)
}

/** Shortest number of digits that is a telephone number rather than an extension. */
const shortestPhone = 7
const longestInternational = 15

/** As it is read, whatever the width of its characters. */
const written = (text: string): string => text.normalize('NFKC').trim()

const digitsOf = (text: string): string => written(text).replace(/\D/g, '')

/** The digits that identify a subscriber whether dialled at home or from abroad: without leading zeros. */
const significantDigits = (phone: string): string => digitsOf(phone).replace(/^0+/, '')

/** Whether a text is a telephone number and nothing else, long enough to mean one subscriber. */
export const looksLikePhone = (text: string): boolean =>
  /^\+?[\d\s().\-/]+$/.test(written(text)) && significantDigits(text).length >= shortestPhone

/** Two ways of dialling the same number: equal, or one is the other without its country. */
export function samePhone(a: string, b: string): boolean {
  const [x, y] = [significantDigits(a), significantDigits(b)]
  return isEndOf(x, y) || isEndOf(y, x)
}

const isEndOf = (short: string, long: string): boolean => short.length >= shortestPhone && long.endsWith(short)

/** A number given with its country (`+` or `00`), in E.164; null for one dialled at home. */
function e164(phone: string): string | null {
  const digits = digitsOf(phone)
  const international = written(phone).startsWith('+') ? digits : /^00/.test(digits) ? digits.slice(2) : null
  if (international === null) return null
  const fits = international.length > shortestPhone && international.length <= longestInternational
  return fits ? `+${international}` : null
}

/** How an e-mail address is compared. */
export const emailKey = (email: string): string => written(email).toLowerCase()

/** What is found of a telephone by its last digits. */
export const phoneTail = (phone: string): string => digitsOf(phone).slice(-4)

/** The keys by which contacts are found, kept beside them. */
export const contactKeys = ({ email, phone }: { email: string | null; phone: string | null }) => ({
  email_key: email === null ? null : emailKey(email),
  phone_e164: phone === null ? null : e164(phone),
  phone_tail: phone === null ? null : phoneTail(phone) || null,
})
