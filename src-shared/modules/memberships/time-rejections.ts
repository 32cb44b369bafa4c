import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals of freezes and renewals (memberships.md section 5). */
export const timeRejections: RejectionCatalogue = {
  membership_freeze_backdate_forbidden: {
    status: 403,
    sentences: {
      en: 'Your role can freeze from {min} on, not earlier.',
      es: 'Su rol puede congelar desde el {min}, no antes.',
      ko: '현재 역할로는 {min}부터만 일시 정지할 수 있습니다.',
      tr: 'Rolünüz en erken {min} gününden itibaren dondurabilir.',
    },
  },
  membership_freeze_not_found: {
    status: 404,
    sentences: {
      en: 'This freeze is not known here.',
      es: 'No se conoce esta congelación aquí.',
      ko: '찾을 수 없는 일시 정지입니다.',
      tr: 'Bu dondurma burada bilinmiyor.',
    },
  },
  membership_not_active: {
    status: 409,
    sentences: {
      en: 'This membership does not count at present: {status}.',
      es: 'Esta membresía no está vigente ahora: {status}.',
      ko: '현재 유효하지 않은 멤버십입니다: {status}.',
      tr: 'Bu üyelik şu anda geçerli değil: {status}.',
    },
  },
  membership_already_cancelled: {
    status: 409,
    sentences: {
      en: 'This membership is cancelled from {on}. By: {by}, {at}.',
      es: 'Esta membresía está cancelada desde el {on}. Por: {by}, {at}.',
      ko: '{on}부터 해지된 멤버십입니다. 처리: {by}, {at}.',
      tr: 'Bu üyelik {on} itibarıyla iptal edildi. İşlem: {by}, {at}.',
    },
  },
  membership_freeze_not_allowed: {
    status: 409,
    sentences: {
      en: 'This plan cannot be frozen.',
      es: 'Este plan no se puede congelar.',
      ko: '일시 정지할 수 없는 플랜입니다.',
      tr: 'Bu plan dondurulamaz.',
    },
  },
  membership_freeze_out_of_period: {
    status: 409,
    sentences: {
      en: 'A freeze can begin from {min} to {max}.',
      es: 'Una congelación puede empezar del {min} al {max}.',
      ko: '일시 정지는 {min}부터 {max} 사이에 시작할 수 있습니다.',
      tr: 'Dondurma {min} ile {max} arasında başlayabilir.',
    },
  },
  membership_freeze_budget_exceeded: {
    status: 409,
    sentences: {
      en: 'Of {max} days that may be frozen {used} are used: at most {most} are left, {asked} were asked for.',
      es: 'De {max} días de congelación se usaron {used}: quedan como máximo {most} y se pidieron {asked}.',
      ko: '일시 정지 가능 {max}일 중 {used}일을 사용했습니다. 최대 {most}일 남았는데 {asked}일을 요청했습니다.',
      tr: 'Dondurulabilecek {max} günün {used} günü kullanıldı: en çok {most} gün kaldı, {asked} gün istendi.',
    },
  },
  membership_freeze_overlap: {
    status: 409,
    sentences: {
      en: 'The membership is already frozen from {from} to {to}.',
      es: 'La membresía ya está congelada del {from} al {to}.',
      ko: '이미 {from}부터 {to}까지 일시 정지되어 있습니다.',
      tr: 'Üyelik {from} – {to} arasında zaten dondurulmuş.',
    },
  },
  membership_not_frozen: {
    status: 409,
    sentences: {
      en: 'The membership is not frozen. The last frozen day was {endedOn}.',
      es: 'La membresía no está congelada. El último día congelado fue el {endedOn}.',
      ko: '일시 정지 상태가 아닙니다. 마지막 정지일: {endedOn}.',
      tr: 'Üyelik dondurulmuş değil. Dondurulan son gün: {endedOn}.',
    },
  },
}
