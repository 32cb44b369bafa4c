import { useCallback, useSyncExternalStore } from 'react'
import { useDesk } from '../desk/hooks.tsx'

const place = 'scan.sound'

/** Whether scans sound on this machine; they do until somebody mutes them (DX-R23). */
export function useSound(): [boolean, (on: boolean) => void] {
  const { preferences } = useDesk()
  const on = useSyncExternalStore(preferences.subscribe, () => preferences.get(place) !== false)
  const set = useCallback((value: boolean) => void preferences.set(place, value), [preferences])
  return [on, set]
}

interface Tone {
  hertz: number
  /** Seconds from the beginning. */
  from: number
  to: number
}

/** Up and short for what went well, low and twice for what did not: told apart with the eyes elsewhere. */
const tones: Record<'ok' | 'fail', readonly Tone[]> = {
  ok: [
    { hertz: 880, from: 0, to: 0.06 },
    { hertz: 1320, from: 0.06, to: 0.14 },
  ],
  fail: [
    { hertz: 220, from: 0, to: 0.14 },
    { hertz: 185, from: 0.2, to: 0.38 },
  ],
}

const loudness = 0.12
let context: AudioContext | undefined

/** Sounds the result of a scan. A machine without sound stays silent. */
export function sound(result: 'ok' | 'fail'): void {
  context ??= new AudioContext()
  const { currentTime, destination } = context
  void context.resume().catch(() => undefined)
  for (const { hertz, from, to } of tones[result]) {
    const [oscillator, gain] = [context.createOscillator(), context.createGain()]
    oscillator.frequency.value = hertz
    oscillator.type = result === 'ok' ? 'sine' : 'square'
    gain.gain.setValueAtTime(loudness, currentTime + from)
    // Cut off at once it would click.
    gain.gain.exponentialRampToValueAtTime(0.001, currentTime + to)
    oscillator.connect(gain).connect(destination)
    oscillator.start(currentTime + from)
    oscillator.stop(currentTime + to)
  }
}
