import { z } from 'zod'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Whether this machine tells of news while its window is not looked at, and when it keeps quiet (DX-R38). */
export const notices = z.object({ on: z.boolean(), from: time, to: time })
export type Notices = z.infer<typeof notices>

export const defaultNotices: Notices = { on: false, from: '20:00', to: '07:00' }

/** Whether a time of day (`21:30`) is within the quiet hours, which may last over midnight. Equal ends are none. */
export function isQuiet(now: string, { from, to }: Notices): boolean {
  return from <= to ? now >= from && now < to : now >= from || now < to
}
