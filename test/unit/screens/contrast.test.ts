import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** DX-R46: text can be read in both themes (WCAG 2.2: 4.5 for text, 3 for what only has to be seen). */
const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/theme/tokens.css'), 'utf8')

function tokensOf(scheme: 'light' | 'dark'): Map<string, string> {
  const [, block = ''] = new RegExp(`data-mantine-color-scheme="${scheme}"\\] \\{([^}]+)\\}`).exec(css) ?? []
  return new Map(
    [...block.matchAll(/(--hf-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['chrome', 'surface', 'sunken', 'raised', 'hover', 'selected']
/** What is read, and on what. */
const text: [string, string[]][] = [
  ['text', [...grounds, 'pressed']],
  ['text-muted', [...grounds, 'pressed', 'track']],
  ['text-faint', ['surface', 'raised']],
  ['accent-text', grounds],
  ['on-accent', ['accent', 'accent-hover']],
  ['good', grounds],
  ['care', [...grounds, 'care-soft']],
  ['bad', [...grounds, 'bad-soft']],
  ['news', [...grounds, 'news-soft']],
  ['quiet', grounds],
  ['slot-ink', ['slot-allocated-fill', 'slot-occupied-fill', 'slot-maintenance-fill', 'surface']],
]
/** What is only seen: edges of what can be pressed or typed into, shapes of status. */
const shapes: [string, string[]][] = [
  ['control-line', ['surface', 'raised']],
  ['slot-allocated', ['surface', 'sunken']],
  ['slot-occupied', ['surface', 'sunken']],
  ['slot-maintenance', ['surface', 'sunken']],
]

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const tokens = tokensOf(scheme)
  const of = (name: string) => tokens.get(`--hf-${name}`) ?? ''
  const pairs = (list: [string, string[]][]) =>
    list.flatMap(([name, on]) => on.map((ground) => [name, ground] as const))
  test.each(pairs(text))('%s on %s can be read', (name, ground) => {
    expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(pairs(shapes))('%s on %s can be seen', (name, ground) => {
    expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(3)
  })
})
