import type { Language } from '../../src-shared/kernel/rejection.ts'

type Scheme = 'light' | 'dark' | 'contrast'

/**
 * Every test run sees each language once, over all themes; `HOLDFAST_LOOKS=all` sees every theme in every language
 * (DX-R46), which takes several times as long.
 */
export const everyTheme = process.env.HOLDFAST_LOOKS === 'all'
const usual: Record<Language, Scheme> = { en: 'light', es: 'contrast', ko: 'dark', tr: 'light' }

/** The themes to try in a language, out of those that a test knows. */
export const schemesIn = <Known extends Scheme>(language: Language, known: readonly Known[]): Known[] =>
  known.filter(
    (scheme) =>
      everyTheme ||
      scheme === usual[language] ||
      (known.length < 3 && usual[language] === 'contrast' && scheme === 'dark'),
  )

/** The themes for what is tried in English alone. */
export const usualSchemes = <Known extends Scheme>(known: readonly Known[]): Known[] =>
  known.filter((scheme) => everyTheme || scheme !== 'dark')

/** What of a long list is tried in one theme out of those known: every test run sees all of it, each in one of them. */
export const shareOf = <Known extends Scheme, Tried>(
  scheme: Known,
  known: readonly Known[],
  all: readonly Tried[],
): Tried[] => all.filter((_, n) => everyTheme || n % known.length === known.indexOf(scheme))
