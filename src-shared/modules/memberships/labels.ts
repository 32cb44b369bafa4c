import type { LabelCatalogue } from '../../kernel/rejection.ts'
import { timeLabels } from './time-labels.ts'

/** The buttons of the ways out that this module's refusals offer. */
export const labels: LabelCatalogue = {
  ...timeLabels,
  'memberships.restore_that_plan': {
    en: 'Put {name} on offer again',
    es: 'Volver a ofrecer {name}',
    ko: '{name} 다시 판매',
    tr: '{name} planını yeniden satışa aç',
  },
  'memberships.name_instead': {
    en: 'Call it {name}',
    es: 'Llamarlo {name}',
    ko: '이름을 {name}(으)로',
    tr: 'Adı {name} olsun',
  },
  'memberships.apply_to_present_terms': {
    en: 'Apply my change to the present terms',
    es: 'Aplicar mi cambio a las condiciones actuales',
    ko: '현재 조건에 내 변경 적용',
    tr: 'Değişikliğimi güncel koşullara uygula',
  },
  'memberships.use_mine': {
    en: 'Use mine',
    es: 'Usar lo mío',
    ko: '내 값 사용',
    tr: 'Benimkini kullan',
  },
  'memberships.keep_theirs': {
    en: 'Keep theirs, save the rest',
    es: 'Conservar lo suyo y guardar el resto',
    ko: '상대 값 유지, 나머지 저장',
    tr: 'Onunkini koru, kalanını kaydet',
  },
  'memberships.sell_present_terms': {
    en: 'Sell on the present terms',
    es: 'Vender con las condiciones actuales',
    ko: '현재 조건으로 판매',
    tr: 'Güncel koşullarla sat',
  },
  'memberships.keep_shown_price': {
    en: 'Keep the price that was shown',
    es: 'Mantener el precio mostrado',
    ko: '안내한 가격 유지',
    tr: 'Gösterilen fiyatı koru',
  },
  'memberships.start_on': {
    en: 'Start on {day}',
    es: 'Empezar el {day}',
    ko: '{day}에 시작',
    tr: '{day} günü başlat',
  },
  'memberships.sell_at_plan_price': {
    en: 'Sell at the plan’s price',
    es: 'Vender al precio del plan',
    ko: '플랜 가격으로 판매',
    tr: 'Plan fiyatıyla sat',
  },
}
