import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentTokens, type Surroundings } from '../../../src-renderer/theme/accent.ts'
import { contrast } from '../../../src-renderer/theme/contrast.ts'

/** DX-R45: an organisation's colour never makes a screen that cannot be read. */
const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/theme/tokens.css'), 'utf8')

function surroundingsOf(place: string): Surroundings {
  const [, block = ''] = new RegExp(`${place}\\] \\{([^}]+)\\}`).exec(css) ?? []
  const of = (name: string) => new RegExp(`--hf-${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? ''
  return {
    surface: of('surface'),
    grounds: ['chrome', 'surface', 'sunken', 'raised', 'hover'].map(of),
    texts: ['text', 'text-muted', 'good', 'care', 'bad', 'news', 'quiet'].map(of),
  }
}
const themes = [
  ['light', surroundingsOf('data-mantine-color-scheme="light"')],
  ['dark', surroundingsOf('data-mantine-color-scheme="dark"')],
  ['contrast', surroundingsOf('data-contrast="more"')],
] as const

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`)

describe.each(themes)('%s', (_, around) => {
  test('[DX-R45] with any colour, what is written in it or on it has 4.5:1', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const tokens = accentTokens(accent, around)
        const on = contrast(tokens['--hf-on-accent'], tokens['--hf-accent'])
        const hovered = contrast(tokens['--hf-on-accent'], tokens['--hf-accent-hover'])
        const inIt = [...around.grounds, tokens['--hf-selected']].map((ground) =>
          contrast(tokens['--hf-accent-text'], ground),
        )
        const selected = around.texts.map((text) => contrast(text, tokens['--hf-selected']))
        expect(Math.min(on, hovered, ...inIt, ...selected)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  test('[DX-A44] #ffe000 keeps its buttons; the text in it is shifted', () => {
    const tokens = accentTokens('#ffe000', around)
    expect(tokens['--hf-accent']).toBe('#ffe000')
    expect(tokens['--hf-on-accent']).toBe('#000000')
    for (const ground of around.grounds)
      expect(contrast(tokens['--hf-accent-text'], ground)).toBeGreaterThanOrEqual(4.5)
  })
})

test('[DX-R45] a colour that can be read is used as it is', () => {
  const [[, light]] = themes
  expect(accentTokens('#1b6540', light)['--hf-accent-text']).toBe('#1b6540')
})
