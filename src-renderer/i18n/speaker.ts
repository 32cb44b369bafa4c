import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { domain } from '../../src-shared/domain.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Alternative, Rejection } from '../../src-shared/kernel/rejection.ts'
import { useLooks } from '../theme/looks.ts'
import { domainWords } from './domain-words.ts'
import { useFormat } from './format.ts'
import { fillSentence, type Speaker } from './sentence.ts'
import { useTenant } from './tenant.tsx'

/** Says what the domain says, in the reader's language. */
export interface Says {
  /** The rule that said no, as a sentence. */
  rejection(rejection: Pick<Rejection, 'code' | 'params'>): string
  /** The words of an alternative's button. */
  alternative(alternative: Pick<Alternative, 'label' | 'params'>): string
  word(value: string): string
}

export function useSays(): Says {
  const { t } = useTranslation()
  const { language } = useLooks()
  const { currency } = useTenant()
  const format = useFormat()
  return useMemo(() => {
    const word = (value: string): string | null => {
      const key = domainWords[value]
      return key ? t(key) : null
    }
    const speaker: Speaker = { format, currency, word }
    const fill = (sentence: string | undefined, params: JsonObject, otherwise: string) =>
      sentence ? fillSentence(sentence, params, speaker) : otherwise
    return {
      rejection: ({ code, params }) =>
        fill(domain.rejections[code]?.sentences[language], params, t('states.unknown_refusal')),
      alternative: ({ label, params }) => fill(domain.labels[label]?.[language], params ?? {}, t('actions.do_this')),
      word: (value) => word(value) ?? value,
    }
  }, [t, language, currency, format])
}
