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
  'plant_slots.use_mine': {
    en: 'Use mine',
    es: 'Usar lo mío',
    ko: '내 변경 사용',
    tr: 'Benimkini kullan',
  },
}
