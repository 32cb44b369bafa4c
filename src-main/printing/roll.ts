import type { CodePage } from '../desk/api/printing-api.ts'

/** A roll of receipt paper: how wide it is, and what the printer's own letters are called in. */
export interface Roll {
  /** Printable dots across, at 203 dpi. */
  dots: 384 | 576
  codePage: CodePage
}

/** Dots across by the name of the paper (DX-R40). */
export const rollDots = { w58: 384, w80: 576 } as const

/** Letters of a printer (fonts A and B, and A doubled), in dots. */
export const letterWidths = { small: 9, normal: 12, large: 24 } as const
export type TextSize = keyof typeof letterWidths

/** Drawn letters, about as large as the printer's own. */
export const drawnSizes: Record<TextSize, number> = { small: 20, normal: 25, large: 38 }
