import { useSyncExternalStore } from 'react'
import { type Language, languages } from '../../src-shared/kernel/rejection.ts'

export const schemes = ['auto', 'light', 'dark'] as const
export type Scheme = (typeof schemes)[number]
export const densities = ['comfortable', 'compact', 'touch'] as const
export type Density = (typeof densities)[number]

/** How this machine shows itself. Kept where `first-paint.js` can read it before the first paint. */
export interface Looks {
  scheme: Scheme
  density: Density
  language: Language
  /** Whether the rail shows words beside its icons. */
  railOpen: boolean
}

const place = 'holdfast.looks'

const oneOf = <T extends string>(known: readonly T[], value: unknown, otherwise: T): T =>
  known.find((entry) => entry === value) ?? otherwise

/** The first language of the browser that the screens speak. */
const ownLanguage = (): Language =>
  navigator.languages.map((tag) => tag.slice(0, 2)).flatMap((tag) => languages.filter((known) => known === tag))[0] ??
  'en'

function stored(): Looks {
  let kept: Partial<Record<keyof Looks, unknown>> = {}
  try {
    kept = JSON.parse(localStorage.getItem(place) ?? '{}')
  } catch {
    // Looks that cannot be read are looks that were never chosen.
  }
  return {
    scheme: oneOf(schemes, kept.scheme, 'auto'),
    density: oneOf(densities, kept.density, 'comfortable'),
    language: oneOf(languages, kept.language, ownLanguage()),
    railOpen: kept.railOpen !== false,
  }
}

let looks = stored()
const listeners = new Set<() => void>()

export const currentLooks = (): Looks => looks

/** Changes some of the looks, at once and for the next start. */
export function changeLooks(change: Partial<Looks>): void {
  looks = { ...looks, ...change }
  localStorage.setItem(place, JSON.stringify(looks))
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The looks of this machine, live. */
export const useLooks = (): Looks => useSyncExternalStore(subscribe, currentLooks)

const night = matchMedia('(prefers-color-scheme: dark)')
const subscribeToNight = (listener: () => void) => {
  night.addEventListener('change', listener)
  return () => night.removeEventListener('change', listener)
}

/** Light or dark, as chosen, or as the system has it. */
export function useScheme(): 'light' | 'dark' {
  const { scheme } = useLooks()
  const systemDark = useSyncExternalStore(subscribeToNight, () => night.matches)
  if (scheme !== 'auto') return scheme
  return systemDark ? 'dark' : 'light'
}
