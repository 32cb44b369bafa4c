import type { Language } from '../kernel/rejection.ts'

/** How sure a thing is, as its paper says it (DX-R41). */
export type PaperCertainty = 'held' | 'guaranteed' | 'confirmed' | 'adjusted' | 'not_accepted' | 'withdrawn' | 'undone'

/** What the stamp of a paper is made from. Times are already written as the reader's language writes them. */
export interface StampSource {
  certainty: PaperCertainty
  /** Until when it is guaranteed; only said while it is. */
  guaranteedUntil: string | null
  deskName: string
  /** The entry's number in this desk's journal; null while it has none. */
  journalNumber: number | null
  /** The number under which the server has it; null before its verdict. */
  serverNumber: number | null
  /** When the thing was done. */
  time: string
}

export interface Stamp {
  title: string
  lines: string[]
}

type Words = Record<PaperCertainty | 'notYet' | 'number' | 'journalNumber' | 'copy', string>

const words: Record<Language, Words> = {
  en: {
    held: 'HELD — NOT YET CONFIRMED',
    guaranteed: 'GUARANTEED UNTIL {time}',
    notYet: 'Not yet confirmed',
    confirmed: 'CONFIRMED',
    adjusted: 'CHANGED BY THE SERVER',
    not_accepted: 'NOT ACCEPTED',
    withdrawn: 'WITHDRAWN',
    undone: 'UNDONE',
    number: 'No. {number}',
    journalNumber: '{desk} · journal no. {number}',
    copy: 'COPY {n}',
  },
  es: {
    held: 'GUARDADO — AÚN SIN CONFIRMAR',
    guaranteed: 'GARANTIZADO HASTA {time}',
    notYet: 'Aún sin confirmar',
    confirmed: 'CONFIRMADO',
    adjusted: 'AJUSTADO POR EL SERVIDOR',
    not_accepted: 'NO ACEPTADO',
    withdrawn: 'RETIRADO',
    undone: 'DESHECHO',
    number: 'N.º {number}',
    journalNumber: '{desk} · diario n.º {number}',
    copy: 'COPIA {n}',
  },
  ko: {
    held: '보관 중 — 아직 확정되지 않음',
    guaranteed: '{time}까지 보장',
    notYet: '아직 확정되지 않음',
    confirmed: '확정됨',
    adjusted: '서버에서 조정됨',
    not_accepted: '승인되지 않음',
    withdrawn: '철회됨',
    undone: '취소됨',
    number: '번호 {number}',
    journalNumber: '{desk} · 기록 번호 {number}',
    copy: '사본 {n}',
  },
  tr: {
    held: 'BURADA TUTULUYOR — HENÜZ ONAYLANMADI',
    guaranteed: '{time} SAATİNE KADAR GARANTİLİ',
    notYet: 'Henüz onaylanmadı',
    confirmed: 'ONAYLANDI',
    adjusted: 'SUNUCU DEĞİŞTİRDİ',
    not_accepted: 'KABUL EDİLMEDİ',
    withdrawn: 'GERİ ÇEKİLDİ',
    undone: 'GERİ ALINDI',
    number: 'No. {number}',
    journalNumber: '{desk} · kayıt no. {number}',
    copy: 'KOPYA {n}',
  },
}

/** Puts parameters into a sentence; one that is not given leaves nothing behind. */
export const filled = (sentence: string, params: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')

/**
 * DX-R41: what a paper says of how sure it is, in its reader's language. Held: that it is not confirmed, with desk,
 * journal number and time. Guaranteed: until when. With a verdict: the server's word and number.
 */
export function stampOf(source: StampSource, language: Language): Stamp {
  const say = words[language]
  const { certainty, guaranteedUntil, deskName, journalNumber, serverNumber, time } = source
  // A guarantee without a deadline would promise for ever.
  const is = certainty === 'guaranteed' && guaranteedUntil === null ? 'held' : certainty
  const here =
    journalNumber === null ? deskName : filled(say.journalNumber, { desk: deskName, number: `${journalNumber}` })
  const lines = [here, time]
  if (is === 'guaranteed') lines.unshift(say.notYet)
  if ((is === 'confirmed' || is === 'adjusted') && serverNumber !== null) {
    lines.unshift(filled(say.number, { number: `${serverNumber}` }))
  }
  return { title: filled(say[is], { time: guaranteedUntil ?? '' }), lines }
}

/** What a reprint says at its head; nothing on the first paper. */
export const copyWords = (copy: number, language: Language): string | null =>
  copy > 1 ? filled(words[language].copy, { n: `${copy}` }) : null
