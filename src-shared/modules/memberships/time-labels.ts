import type { LabelCatalogue } from '../../kernel/rejection.ts'

/** The buttons of the ways out that refused freezes and renewals offer. */
export const timeLabels: LabelCatalogue = {
  'memberships.freeze_from': {
    en: 'Freeze from {day} on',
    es: 'Congelar desde el {day}',
    ko: '{day}부터 일시 정지',
    tr: '{day} gününden itibaren dondur',
  },
  'memberships.freeze_days': {
    en: 'Freeze {days} days',
    es: 'Congelar {days} días',
    ko: '{days}일 동안 일시 정지',
    tr: '{days} gün dondur',
  },
  'memberships.freeze_part': {
    en: 'Freeze from {from} to {to}',
    es: 'Congelar del {from} al {to}',
    ko: '{from}부터 {to}까지 일시 정지',
    tr: '{from} – {to} arasında dondur',
  },
  'memberships.correct_return': {
    en: 'Correct the first day back to {day}',
    es: 'Corregir el primer día de vuelta al {day}',
    ko: '복귀일을 {day}(으)로 정정',
    tr: 'Dönüş gününü {day} olarak düzelt',
  },
  'memberships.renew_at_plan_price': {
    en: 'Renew at the usual price',
    es: 'Renovar al precio habitual',
    ko: '기존 가격으로 갱신',
    tr: 'Olağan fiyatla yenile',
  },
  'memberships.sell_anew': {
    en: 'Sell a new membership',
    es: 'Vender una membresía nueva',
    ko: '새 멤버십 판매',
    tr: 'Yeni üyelik sat',
  },
  'memberships.return_on': {
    en: 'Back on {day}',
    es: 'De vuelta el {day}',
    ko: '{day}에 복귀',
    tr: '{day} günü geri dönsün',
  },
}
