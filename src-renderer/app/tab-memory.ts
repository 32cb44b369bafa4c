import { z } from 'zod'
import { maxTabs, type Tabs } from './tabs.ts'

const kept = z.object({
  open: z
    .array(z.object({ id: z.string(), address: z.string().max(2000), name: z.string() }))
    .min(1)
    .max(maxTabs),
  active: z.string(),
})

/** Each person's own: the name of a tab may be a client’s. */
const place = (userId: string): string => `holdfast.tabs.${userId}`

/** The first window of this machine remembers for the next start; the others only as long as they live. */
let isFirst = false
const first: Promise<void> = new Promise((known) => {
  const hold = async (lock: Lock | null): Promise<void> => {
    isFirst = lock !== null
    known()
    // Held as long as the window lives.
    if (lock) await new Promise(() => {})
  }
  navigator.locks.request('holdfast-first-window', { ifAvailable: true }, hold).catch(() => known())
})

function read(storage: Storage, userId: string): Tabs | null {
  try {
    const tabs = kept.parse(JSON.parse(storage.getItem(place(userId)) ?? 'null'))
    return tabs.open.some(({ id }) => id === tabs.active) ? tabs : null
  } catch {
    // Tabs that cannot be read are none.
    return null
  }
}

/** The tabs of this window before it was reloaded, or of the first window at the last start. */
export async function rememberedTabs(userId: string): Promise<Tabs | null> {
  const own = read(sessionStorage, userId)
  if (own) return own
  await first
  return isFirst ? read(localStorage, userId) : null
}

export function rememberTabs(userId: string, tabs: Tabs): void {
  const text = JSON.stringify(tabs)
  sessionStorage.setItem(place(userId), text)
  if (isFirst) localStorage.setItem(place(userId), text)
}

/** What crashed with its tabs starts without them (DX-R34). */
export function forgetTabs(): void {
  for (const storage of [sessionStorage, localStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(place(''))) storage.removeItem(key)
  }
}
