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
  'memberships.settle_the_rest': {
    en: 'Settle only the charges still due',
    es: 'Cobrar solo los cargos pendientes',
    ko: '미납 항목만 수납',
    tr: 'Yalnızca açık borçları tahsil et',
  },
  'memberships.settle_this_sum': {
    en: 'Settle the exact sum',
    es: 'Cobrar la suma exacta',
    ko: '정확한 금액으로 수납',
    tr: 'Tam tutarı tahsil et',
  },
  'memberships.archive_instead': {
    en: 'Archive it instead',
    es: 'Archivarlo en su lugar',
    ko: '대신 보관',
    tr: 'Bunun yerine arşivle',
  },
  'memberships.merge_into_that_one': {
    en: 'Merge into the record it went into',
    es: 'Unir a la ficha a la que se unió',
    ko: '이미 합쳐진 기록으로 합치기',
    tr: 'Birleştirildiği kayda aktar',
  },
  'memberships.merge_the_other_way': {
    en: 'Merge the other way round',
    es: 'Unir al revés',
    ko: '반대 방향으로 합치기',
    tr: 'Ters yönde birleştir',
  },
  'memberships.change_at_renewal': {
    en: 'Change at renewal instead',
    es: 'Cambiar en la renovación',
    ko: '갱신할 때 변경',
    tr: 'Yenilemede değiştir',
  },
  'memberships.change_on': {
    en: 'Change on {day}',
    es: 'Cambiar el {day}',
    ko: '{day}에 변경',
    tr: '{day} günü değiştir',
  },
  'memberships.cancel_on': {
    en: 'Cancel from {day}',
    es: 'Cancelar desde el {day}',
    ko: '{day}부터 해지',
    tr: '{day} itibarıyla iptal et',
  },
  'memberships.cancel_without_refund': {
    en: 'Cancel without a refund',
    es: 'Cancelar sin reembolso',
    ko: '환불 없이 해지',
    tr: 'İade yapmadan iptal et',
  },
  'memberships.cancel_prorated': {
    en: 'Refund only the unused days',
    es: 'Reembolsar solo los días no usados',
    ko: '남은 기간만 환불',
    tr: 'Yalnızca kullanılmayan günleri iade et',
  },
  'memberships.cancel_first': {
    en: 'Cancel the membership today',
    es: 'Cancelar hoy la membresía',
    ko: '오늘 멤버십 해지',
    tr: 'Üyeliği bugün iptal et',
  },
}
