import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { pageAddress, scheme } from './page-origin.ts'

/** DX-R27: what a link from outside may open. It opens only; nothing is ever done by a link. */
const openable = [
  'attention',
  'booking',
  'client',
  'invoice',
  'membership',
  'order',
  'plant',
  'product',
  'slot',
] as const

const link = z.tuple([z.enum(openable), id])

/**
 * The page's address for a `holdfast://open/<kind>/<id>` link (DX-R54 E13); undefined for any other text.
 */
export function deepLinkAddress(text: string): string | undefined {
  const prefix = `${scheme}://open/`
  const parts = link.safeParse(text.startsWith(prefix) ? text.slice(prefix.length).split('/') : [])
  return parts.success ? `${pageAddress}#/open/${parts.data.join('/')}` : undefined
}

/** The first deep link among the arguments of a start. */
export const deepLinkIn = (argv: readonly string[]): string | undefined =>
  argv.map(deepLinkAddress).find((address) => address !== undefined)

/** Whether a text means to be one of our links, good or bad. */
export const isDeepLink = (text: string): boolean => text.toLowerCase().startsWith(`${scheme}:`)
