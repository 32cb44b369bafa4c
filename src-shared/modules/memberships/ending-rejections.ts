import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals of a membership that is to change its plan or to end (memberships.md section 5). */
export const endingRejections: RejectionCatalogue = {
  membership_change_same_plan: {
    status: 409,
    sentences: {
      en: 'The membership is on this plan already.',
      es: 'La membresía ya tiene este plan.',
      ko: '이미 이 플랜을 이용 중인 멤버십입니다.',
      tr: 'Üyelik zaten bu planda.',
    },
  },
  membership_currency_mismatch: {
    status: 409,
    sentences: {
      en: 'A membership paid in {from} cannot move to a plan in {to}.',
      es: 'Una membresía pagada en {from} no puede pasar a un plan en {to}.',
      ko: '{from}(으)로 결제한 멤버십은 {to} 플랜으로 바꿀 수 없습니다.',
      tr: '{from} ile ödenen bir üyelik {to} planına geçemez.',
    },
  },
  membership_freeze_pending: {
    status: 409,
    sentences: {
      en: 'The membership is frozen, or will be. Change the plan after the freeze, or at renewal.',
      es: 'La membresía está congelada o lo estará. Cambie el plan después, o en la renovación.',
      ko: '정지 중이거나 정지가 예정된 멤버십입니다. 정지가 끝난 뒤나 갱신할 때 플랜을 바꾸세요.',
      tr: 'Üyelik donduruldu ya da dondurulacak. Planı dondurma bitince ya da yenilemede değiştirin.',
    },
  },
}
