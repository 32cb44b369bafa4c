import { type AccentTokens, accentTokens } from './accent.ts'

const accentNames: readonly (keyof AccentTokens)[] = [
  '--hf-accent',
  '--hf-accent-hover',
  '--hf-on-accent',
  '--hf-accent-text',
  '--hf-selected',
]
/** Where `first-paint.js` finds the tokens of the accent: the same for the next start, so that nothing flashes. */
const place = 'holdfast.accent'

/** Puts a theme, a size and an organisation's colour on the page; everything else follows from the tokens. */
export function paint(
  theme: 'light' | 'dark' | 'contrast',
  { density, accent }: { density: string; accent: string | null },
): void {
  const root = document.documentElement
  root.dataset.mantineColorScheme = theme === 'dark' ? 'dark' : 'light'
  root.dataset.contrast = theme === 'contrast' ? 'more' : 'normal'
  root.dataset.density = density
  // The theme's own colours are what the accent is measured against.
  for (const name of accentNames) root.style.removeProperty(name)
  const tokens = accent === null ? null : tokensOn(root, accent)
  if (tokens) for (const name of accentNames) root.style.setProperty(name, tokens[name])
  localStorage.setItem(place, JSON.stringify(tokens && { ...tokens, theme }))
}

function tokensOn(root: HTMLElement, accent: string): AccentTokens | null {
  const style = getComputedStyle(root)
  const of = (name: string) => style.getPropertyValue(`--hf-${name}`).trim()
  // Before the first stylesheet there is nothing to measure against.
  if (of('surface') === '') return null
  return accentTokens(accent, {
    surface: of('surface'),
    grounds: ['chrome', 'surface', 'sunken', 'raised', 'hover'].map(of),
    texts: ['text', 'text-muted', 'good', 'care', 'bad', 'news', 'quiet'].map(of),
  })
}
