import { type Language, languages } from '../../kernel/rejection.ts'

const sentences: Record<Language, string> = {
  en: 'Clear out: the membership has ended.',
  es: 'Vaciar: la membresía ha terminado.',
  ko: '비우기: 회원 자격이 종료되었습니다.',
  tr: 'Boşaltın: üyelik sona erdi.',
}

/** PS-R21: what the entry of a slot to be cleared says, in the tenant's language. */
export const clearOutText = (locale: string): string =>
  sentences[languages.find((language) => language === locale) ?? 'en']
