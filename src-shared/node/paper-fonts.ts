import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The letters of paper: Roboto, which comes with pdfmake, for Latin, Turkish and signs of money, Noto Sans KR for
 * Korean. Both lie in this app: paper looks the same on every machine.
 */
const fileOf = (name: string): string => fileURLToPath(import.meta.resolve(name))
const korean = (weight: number): string =>
  fileOf(`@fontsource/noto-sans-kr/files/noto-sans-kr-korean-${weight}-normal.woff`)

export const fontFiles = {
  latin: {
    normal: fileOf('pdfmake/fonts/Roboto/Roboto-Regular.ttf'),
    bold: fileOf('pdfmake/fonts/Roboto/Roboto-Medium.ttf'),
  },
  korean: { normal: korean(500), bold: korean(700) },
} as const
export type Font = keyof typeof fontFiles

export const readFont = (font: Font, weight: 'normal' | 'bold'): Buffer => readFileSync(fontFiles[font][weight])

/** Letters, signs and full-width forms of East Asia; Roboto has none of them. */
const eastern = /[\u1100-\u11ff\u3000-\u303f\u3130-\u318f\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uff00-\uffef]/

/** A text in pieces that each have one font. */
export function fontRuns(text: string): { text: string; font: Font }[] {
  const runs: { text: string; font: Font }[] = []
  for (const letter of text) {
    const font: Font = eastern.test(letter) ? 'korean' : 'latin'
    const last = runs.at(-1)
    if (last?.font === font) last.text += letter
    else runs.push({ text: letter, font })
  }
  return runs
}
