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
}
