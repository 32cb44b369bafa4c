import { contrast, luminance, mixed, shifted } from './contrast.ts'

/** What text needs to be read (WCAG 2.2 AA). */
const readable = 4.5
/** As much of the accent as a selected row may have, and the least by which it is still told from the others. */
const selectedShares = [0.14, 0.12, 0.1, 0.08, 0.06, 0.04, 0.02]

/** The colours of a theme that an accent has to get on with, as `#rrggbb`. */
export interface Surroundings {
  surface: string
  /** Everything that accent-coloured text may stand on. */
  grounds: readonly string[]
  /** Everything that may be written on a selected row. */
  texts: readonly string[]
}

export interface AccentTokens {
  '--hf-accent': string
  '--hf-accent-hover': string
  '--hf-on-accent': string
  '--hf-accent-text': string
  '--hf-selected': string
}

/**
 * An organisation's colour as the tokens of a theme (DX-R45). It stays as it is where it can be read; where it cannot,
 * it is moved towards black or white until every text on it, and in it, has 4.5:1. The ink on it is white or black.
 */
export function accentTokens(accent: string, { surface, grounds, texts }: Surroundings): AccentTokens {
  const ink = contrast(accent, '#ffffff') >= readable ? '#ffffff' : '#000000'
  const away = ink === '#ffffff' ? 0 : 255
  const share = selectedShares.find((each) =>
    texts.every((text) => contrast(text, mixed(surface, accent, each)) >= readable),
  )
  const selected = share === undefined ? surface : mixed(surface, accent, share)
  const isDark = luminance(surface) < 0.18
  const text = shifted(accent, isDark ? 255 : 0, (colour) =>
    [...grounds, selected].every((ground) => contrast(colour, ground) >= readable),
  )
  return {
    '--hf-accent': accent,
    '--hf-accent-hover': mixed(accent, away === 0 ? '#000000' : '#ffffff', 0.14),
    '--hf-on-accent': ink,
    '--hf-accent-text': text,
    '--hf-selected': selected,
  }
}
