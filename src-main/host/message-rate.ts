/** DX-R54 E8: what one screen may say in a second. */
export const messagesPerSecond = 1000

/** Admits as many messages a second; gives a function that says whether this one still passes. */
export function messageRate(limit = messagesPerSecond, now: () => number = () => performance.now()): () => boolean {
  let second = now()
  let count = 0
  return () => {
    if (now() - second >= 1000) {
      second = now()
      count = 0
    }
    count += 1
    return count <= limit
  }
}
