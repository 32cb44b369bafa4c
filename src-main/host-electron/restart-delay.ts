/** What dies this often within the span is started again only slowly (DX-R34). */
const crashes = { count: 3, within: 60_000 }
const waits = { first: 200, often: 20_000 }

/** Gives, at each death of one thing, how long to wait before starting it again (ms). */
export function restartDelay(now: () => number = () => performance.now()): () => number {
  let deaths: number[] = []
  return () => {
    deaths = [...deaths.filter((at) => now() - at < crashes.within), now()]
    return deaths.length >= crashes.count ? waits.often : waits.first
  }
}
