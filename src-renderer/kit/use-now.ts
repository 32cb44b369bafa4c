import { useEffect, useState } from 'react'

/** The instant (ms), for what counts down or up on a screen that is left open; drawn again every half minute. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
