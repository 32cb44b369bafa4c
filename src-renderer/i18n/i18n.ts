import i18next, { type ParseKeys } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../src-shared/kernel/rejection.ts'
import { currentLooks } from '../theme/looks.ts'
import en from './en.json'
import es from './es.json'
import ko from './ko.json'
import { pseudoOf } from './pseudo.ts'
import tr from './tr.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    strictKeyChecks: true
  }
}

/** The key of a sentence; a key that is not in `en.json` does not compile. */
export type Words = ParseKeys

/** What each language calls itself; the same whatever the language of the screen. */
export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', ko: '한국어', tr: 'Türkçe' }

/** In a build for the test of long words English is the pseudo-language; every other build has nothing of it. */
const english = import.meta.env.MODE === 'pseudo' ? pseudoOf(en) : en

/** Speaks the language this machine last had; all four are in the bundle, so switching waits for nothing. */
export function startLanguage(): void {
  const { language } = currentLooks()
  document.documentElement.lang = language
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      en: { translation: english },
      es: { translation: es },
      ko: { translation: ko },
      tr: { translation: tr },
    },
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
}

/** Speaks another language from the next frame on. */
export function speak(language: Language): void {
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
