import type { LabelCatalogue } from '../../kernel/rejection.ts'

/** The buttons of what this module's refusals offer instead. */
export const labels: LabelCatalogue = {
  'plant_slots.take': {
    en: 'Take {numbers}',
    es: 'Tomar {numbers}',
    ko: '{numbers} 배정',
    tr: '{numbers} al',
  },
  'plant_slots.take_fewer': {
    en: 'Take {quantity}',
    es: 'Tomar {quantity}',
    ko: '{quantity}자리 배정',
    tr: '{quantity} yer al',
  },
  'plant_slots.take_elsewhere': {
    en: 'Take {quantity} in {location}',
    es: 'Tomar {quantity} en {location}',
    ko: '{location}에서 {quantity}자리 배정',
    tr: '{location} içinde {quantity} yer al',
  },
  'plant_slots.back_in_line': {
    en: 'Back to the old place in the line',
    es: 'Volver al puesto anterior en la lista',
    ko: '이전 대기 순서로 돌아가기',
    tr: 'Eski sırasına dön',
  },
  'plant_slots.join_waitlist': {
    en: 'Wait for {quantity}',
    es: 'Esperar {quantity}',
    ko: '{quantity}자리 대기',
    tr: '{quantity} yer için bekle',
  },
  'plant_slots.plant_for': {
    en: 'Plant it for {name}',
    es: 'Plantar para {name}',
    ko: '{name} 님 자리로 심기',
    tr: '{name} için dik',
  },
  'plant_slots.clear_out': {
    en: 'Have it cleared out',
    es: 'Pedir que se vacíe',
    ko: '비우기 요청',
    tr: 'Boşaltılmasını iste',
  },
  'plant_slots.force_again': {
    en: 'Set it all the same',
    es: 'Fijarlo de todos modos',
    ko: '그래도 변경',
    tr: 'Yine de ayarla',
  },
  'plant_slots.renumber': {
    en: 'Use {numbers}',
    es: 'Usar {numbers}',
    ko: '{numbers} 사용',
    tr: '{numbers} kullan',
  },
  'plant_slots.use_mine': {
    en: 'Use mine',
    es: 'Usar lo mío',
    ko: '내 변경 사용',
    tr: 'Benimkini kullan',
  },
}
