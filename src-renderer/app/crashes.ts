/** So many crashes within so long (ms), and the next start is a careful one (DX-R34). */
const crashesAllowed = 3
const within = 60_000

const running = 'holdfast.running'
const crashed = 'holdfast.crashes'

/** Times of the last crashes; `now` adds one. Gives those that still count. */
export const counted = (times: readonly number[], now: number): number[] =>
  [...times, now].filter((at) => now - at < within)

export const isTooMany = (times: readonly number[]): boolean => times.length >= crashesAllowed

function readTimes(): number[] {
  try {
    const times: unknown = JSON.parse(localStorage.getItem(crashed) ?? '[]')
    return Array.isArray(times) ? times.filter((each) => typeof each === 'number') : []
  } catch {
    // What cannot be read was not noted by us.
    return []
  }
}

/** The page, or the desk behind it, has ended without being asked to. */
export function noteCrash(now = Date.now()): void {
  localStorage.setItem(crashed, JSON.stringify(counted(readTimes(), now)))
}

/** The person has seen to it. */
export const forgetCrashes = (): void => localStorage.removeItem(crashed)

/** Whether this page begins carefully: without what may have brought it down. */
export const startsSafely = (now = Date.now()): boolean => isTooMany(readTimes().filter((at) => now - at < within))

/** Called once, before the first screen: a page that is still said to run was not ended but died. */
export function watchForCrashes(): void {
  if (sessionStorage.getItem(running)) noteCrash()
  sessionStorage.setItem(running, 'yes')
  window.addEventListener('pagehide', () => sessionStorage.removeItem(running))
  window.addEventListener('pageshow', () => sessionStorage.setItem(running, 'yes'))
}
