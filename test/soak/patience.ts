/** How often is looked again (ms). */
const interval = 50

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Looks again and again until it holds; false where it never did within the time (ms). */
export async function comes(holds: () => Promise<boolean> | boolean, within: number): Promise<boolean> {
  const end = performance.now() + within
  while (!(await holds())) {
    if (performance.now() > end) return false
    await pause(interval)
  }
  return true
}

/** The same for what must come. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, within = 120_000): Promise<void> {
  if (!(await comes(holds, within))) throw new Error(`It never came, in ${within / 1000} s: ${what}`)
}

/** Waits for it no longer than that (ms). */
export async function within<Value>(what: string, promise: Promise<Value>, most = 120_000): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`It never ended, in ${most / 1000} s: ${what}`)), most)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
