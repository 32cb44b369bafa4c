import { type Language, languages } from '../../kernel/rejection.ts'

const sentences: Record<Language, string> = {
  en: 'Weekly round: cleaning is due.',
  es: 'Ronda semanal: toca limpiar.',
  ko: '주간 점검: 청소할 때가 되었습니다.',
  tr: 'Haftalık tur: temizlik zamanı geldi.',
}

/** PS-R47: what the entry of a slot that is due for cleaning says, in the tenant's language. */
export const cleaningText = (locale: string): string =>
  sentences[languages.find((language) => language === locale) ?? 'en']
