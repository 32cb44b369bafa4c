import { useCallback, useEffect } from 'react'
import { type Language, languages } from '../../src-shared/kernel/rejection.ts'
import { preferences } from '../../src-shared/modules/desk/preference-query.ts'
import { useSubmit, useWatch } from '../desk/hooks.tsx'
import { speak } from '../i18n/i18n.ts'
import { changeLooks, currentLooks, type Scheme, schemes } from './looks.ts'

function showLanguage(language: Language): void {
  if (currentLooks().language === language) return
  changeLooks({ language })
  speak(language)
}

/** Language and theme go with the person from desk to desk (DX-R44). Shows nothing itself. */
export function OwnLooks() {
  const chosen = useWatch(preferences, {}).value
  const language = languages.find((known) => known === chosen?.language)
  const scheme = schemes.find((known) => known === chosen?.theme)
  useEffect(() => {
    if (language) showLanguage(language)
  }, [language])
  useEffect(() => {
    if (scheme && currentLooks().scheme !== scheme) changeLooks({ scheme })
  }, [scheme])
  return null
}

interface OwnChoices {
  language: Language
  theme: Scheme
}

/** Chooses a language or theme: here at once, and for the person on every desk once somebody is signed in. */
export function useOwnChoice(): <Key extends keyof OwnChoices>(key: Key, value: OwnChoices[Key]) => void {
  const submit = useSubmit()
  return useCallback(
    (key, value) => {
      const language = key === 'language' && languages.find((known) => known === value)
      if (language) showLanguage(language)
      const scheme = key === 'theme' && schemes.find((known) => known === value)
      if (scheme) changeLooks({ scheme })
      // Before anybody is signed in it is this machine's alone.
      void submit('desk.set-preference', { key, value })
    },
    [submit],
  )
}
