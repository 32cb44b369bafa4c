import type { HelpPage, HelpTopic } from './help-page.ts'
import { en } from './pages-en.ts'
import { es } from './pages-es.ts'

/** The guide is written in these languages; every interface language leads to one of them (DX-R39). */
const guides = { en, es } as const
export type GuideLanguage = keyof typeof guides

export const guideLanguage = (language: string): GuideLanguage => (language === 'es' ? 'es' : 'en')

/** The page of the screen at an address. */
export function helpFor(address: string, language: GuideLanguage): HelpPage {
  const guide = guides[language]
  const path = address.split('?')[0] ?? '/'
  const topics: readonly HelpTopic[] = [
    '/slots',
    '/waiting',
    '/floor',
    '/members',
    '/plans',
    '/renewals',
    '/reports',
    '/attention',
    '/outbox',
    '/journal',
    '/settings',
  ]
  const topic = topics.find((each) => path === each || path.startsWith(`${each}/`)) ?? '/'
  return guide[topic]
}
