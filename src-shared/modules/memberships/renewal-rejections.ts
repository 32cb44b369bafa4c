import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals of renewals (memberships.md section 5). */
export const renewalRejections: RejectionCatalogue = {
  membership_already_renewed: {
    status: 409,
    sentences: {
      en: 'This membership is already renewed until {until}.',
      es: 'Esta membresía ya está renovada hasta el {until}.',
      ko: '이미 {until}까지 갱신된 멤버십입니다.',
      tr: 'Bu üyelik {until} tarihine kadar zaten yenilendi.',
    },
  },
  membership_renewal_too_early: {
    status: 409,
    sentences: {
      en: 'This membership can be renewed from {opensOn} on.',
      es: 'Esta membresía se puede renovar a partir del {opensOn}.',
      ko: '{opensOn}부터 갱신할 수 있습니다.',
      tr: 'Bu üyelik {opensOn} tarihinden itibaren yenilenebilir.',
    },
  },
  membership_renewal_window_closed: {
    status: 409,
    sentences: {
      en: 'This membership could be renewed until {closedOn}. It takes a new sale now.',
      es: 'Esta membresía se podía renovar hasta el {closedOn}. Ahora hace falta una venta nueva.',
      ko: '갱신 기간이 {closedOn}에 끝났습니다. 새로 판매해야 합니다.',
      tr: 'Bu üyelik {closedOn} tarihine kadar yenilenebilirdi. Artık yeni satış gerekir.',
    },
  },
}
