import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contrast } from '../../../src-renderer/theme/contrast.ts'

/** DX-R46: text can be read in every theme (WCAG 2.2: 4.5 for text, 3 for what only has to be seen). */
const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/theme/tokens.css'), 'utf8')

const places = {
  light: 'data-mantine-color-scheme="light"',
  dark: 'data-mantine-color-scheme="dark"',
  contrast: 'data-contrast="more"',
}

function tokensOf(theme: keyof typeof places): Map<string, string> {
  const [, block = ''] = new RegExp(`${places[theme]}\\] \\{([^}]+)\\}`).exec(css) ?? []
  return new Map(
    [...block.matchAll(/(--hf-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const grounds = ['chrome', 'surface', 'sunken', 'raised', 'hover', 'selected']
/** What is read, and on what. */
const text: [string, string[]][] = [
  ['text', [...grounds, 'pressed']],
  ['text-muted', [...grounds, 'pressed', 'track']],
  ['text-faint', ['surface', 'raised']],
  ['accent-text', grounds],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger', 'danger-hover']],
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

describe.each(['light', 'dark', 'contrast'] as const)('%s', (theme) => {
  const tokens = tokensOf(theme)
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
