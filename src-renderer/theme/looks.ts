import { useSyncExternalStore } from 'react'
import { type Language, languages } from '../../src-shared/kernel/rejection.ts'
import { paint } from './paint.ts'

export const schemes = ['auto', 'light', 'dark', 'contrast'] as const
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
  /** The organisation's colour as this machine last heard of it, `#rrggbb`; null for our own. */
  accent: string | null
}

const place = 'holdfast.looks'

const oneOf = <T extends string>(known: readonly T[], value: unknown, otherwise: T): T =>
  known.find((entry) => entry === value) ?? otherwise

/** The first language of the browser that the screens speak. */
const ownLanguage = (): Language =>
  navigator.languages.map((tag) => tag.slice(0, 2)).flatMap((tag) => languages.filter((known) => known === tag))[0] ??
  'en'

const isColour = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/.test(value)

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
    accent: isColour(kept.accent) ? kept.accent : null,
  }
}

let looks = stored()
const listeners = new Set<() => void>()

export const currentLooks = (): Looks => looks

/** Changes some of the looks, at once and for the next start. */
export function changeLooks(change: Partial<Looks>): void {
  looks = { ...looks, ...change }
  localStorage.setItem(place, JSON.stringify(looks))
  repaint()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The looks of this machine, live. */
export const useLooks = (): Looks => useSyncExternalStore(subscribe, currentLooks)

/** A theme as it is drawn: three of them, each on its own. */
type Theme = 'light' | 'dark' | 'contrast'

const night = matchMedia('(prefers-color-scheme: dark)')
const plain = matchMedia('(prefers-contrast: more)')

/** The theme that was chosen, or the one the system asks for. */
function currentTheme(): Theme {
  if (looks.scheme !== 'auto') return looks.scheme
  if (plain.matches) return 'contrast'
  return night.matches ? 'dark' : 'light'
}

const repaint = () => paint(currentTheme(), looks)
for (const wish of [night, plain]) {
  wish.addEventListener('change', () => {
    repaint()
    for (const listener of listeners) listener()
  })
}
repaint()

/** The theme, live. */
const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme)

/** What Mantine is told: high contrast is drawn on white. */
export const useScheme = (): 'light' | 'dark' => (useTheme() === 'dark' ? 'dark' : 'light')
