import type { RejectionCatalogue } from '../../kernel/rejection.ts'
import { chargeRejections } from './charge-rejections.ts'
import { endingRejections } from './ending-rejections.ts'
import { renewalRejections } from './renewal-rejections.ts'
import { timeRejections } from './time-rejections.ts'

/** The refusals of the memberships module (memberships.md section 5), grouped by what the caller should do. */
export const rejections: RejectionCatalogue = {
  ...timeRejections,
  ...renewalRejections,
  ...chargeRejections,
  ...endingRejections,
  invalid_plan_duration: {
    status: 400,
    sentences: {
      en: 'A plan can last {min} to {max} here, in whole numbers; {value} is not possible.',
      es: 'Un plan puede durar aquí de {min} a {max}, en números enteros; {value} no es posible.',
      ko: '기간은 {min}에서 {max} 사이의 정수여야 합니다. {value}은(는) 사용할 수 없습니다.',
      tr: 'Plan süresi {min} ile {max} arasında bir tam sayı olmalı; {value} olmaz.',
    },
  },
  invalid_price: {
    status: 400,
    sentences: {
      en: 'This price is not possible. It must be zero or more, without fractions of the smallest coin.',
      es: 'Este precio no es posible. Debe ser cero o más, sin fracciones de la moneda más pequeña.',
      ko: '사용할 수 없는 가격입니다. 0 이상이어야 하며 최소 화폐 단위보다 작을 수 없습니다.',
      tr: 'Bu fiyat olamaz. Sıfır ya da üstü olmalı ve en küçük para biriminin kesrini içermemeli.',
    },
  },
  membership_plan_archived: {
    status: 400,
    sentences: {
      en: 'This plan has not been on offer since {archivedAt}.',
      es: 'Este plan ya no se ofrece desde el {archivedAt}.',
      ko: '이 플랜은 {archivedAt}부터 판매하지 않습니다.',
      tr: 'Bu plan artık satışta değil (arşivlenme: {archivedAt}).',
    },
  },
  member_plan_change_not_allowed: {
    status: 400,
    sentences: {
      en: 'A plan is not changed by editing the member. Use “change plan”.',
      es: 'El plan no se cambia editando al socio. Use «cambiar de plan».',
      ko: '회원 정보 수정으로는 플랜을 바꿀 수 없습니다. ‘플랜 변경’을 이용하세요.',
      tr: 'Plan, üye düzenlenerek değiştirilmez. “Plan değiştir” kullanın.',
    },
  },
  membership_start_out_of_range: {
    status: 400,
    sentences: {
      en: 'The first day can be from {min} to {max}.',
      es: 'El primer día puede ser del {min} al {max}.',
      ko: '시작일은 {min}부터 {max}까지 가능합니다.',
      tr: 'İlk gün {min} ile {max} arasında olabilir.',
    },
  },
  membership_plan_not_accessible: {
    status: 403,
    sentences: {
      en: 'This plan is not available to you.',
      es: 'Este plan no está disponible para usted.',
      ko: '이용할 수 없는 플랜입니다.',
      tr: 'Bu plan sizin için kullanılabilir değil.',
    },
  },
  member_kyc_required: {
    status: 403,
    sentences: {
      en: 'This plan needs an approved identity check first. It is now: {kycStatus}.',
      es: 'Este plan requiere antes una verificación de identidad aprobada. Estado actual: {kycStatus}.',
      ko: '이 플랜은 신원 확인 승인이 먼저 필요합니다. 현재 상태: {kycStatus}.',
      tr: 'Bu plan için önce onaylı bir kimlik kontrolü gerekir. Şu anki durum: {kycStatus}.',
    },
  },
  membership_price_override_forbidden: {
    status: 403,
    sentences: {
      en: 'Your role sells at the plan’s price only: {planPriceMinor}.',
      es: 'Su rol solo vende al precio del plan: {planPriceMinor}.',
      ko: '현재 역할로는 플랜 가격({planPriceMinor})으로만 판매할 수 있습니다.',
      tr: 'Rolünüz yalnızca plan fiyatıyla satış yapabilir: {planPriceMinor}.',
    },
  },
  membership_required: {
    status: 403,
    sentences: {
      en: 'This needs a membership in force. It is: {reason}.',
      es: 'Para esto hace falta una membresía vigente. Está: {reason}.',
      ko: '유효한 멤버십이 필요합니다. 현재 상태: {reason}.',
      tr: 'Bunun için geçerli bir üyelik gerekir. Durum: {reason}.',
    },
  },
  member_not_found: {
    status: 404,
    sentences: {
      en: 'This member is not known here.',
      es: 'No se conoce a este socio aquí.',
      ko: '찾을 수 없는 회원입니다.',
      tr: 'Bu üye burada bilinmiyor.',
    },
  },
  membership_not_found: {
    status: 404,
    sentences: {
      en: 'This membership is not known here.',
      es: 'No se conoce esta membresía aquí.',
      ko: '찾을 수 없는 멤버십입니다.',
      tr: 'Bu üyelik burada bilinmiyor.',
    },
  },
  membership_plan_in_use: {
    status: 409,
    sentences: {
      en: 'Memberships refer to this plan ({memberships}), so it stays. Archive it instead.',
      es: 'Hay membresías que usan este plan ({memberships}), así que se conserva. Archívelo.',
      ko: '이 플랜을 사용한 멤버십이 있어({memberships}) 삭제할 수 없습니다. 대신 보관하세요.',
      tr: 'Bu plana bağlı üyelikler var ({memberships}), bu yüzden silinemez. Bunun yerine arşivleyin.',
    },
  },
  membership_plan_name_taken: {
    status: 409,
    sentences: {
      en: 'There is already a plan called {name}.',
      es: 'Ya existe un plan llamado {name}.',
      ko: '{name}(이)라는 플랜이 이미 있습니다.',
      tr: '{name} adında bir plan zaten var.',
    },
  },
  membership_plan_terms_changed: {
    status: 409,
    sentences: {
      en: 'The terms of this plan have changed since they were shown.',
      es: 'Las condiciones de este plan han cambiado desde que se mostraron.',
      ko: '화면에 표시된 뒤 이 플랜의 조건이 바뀌었습니다.',
      tr: 'Bu planın koşulları gösterildiğinden beri değişti.',
    },
  },
  member_not_active: {
    status: 409,
    sentences: {
      en: 'This member is not active: {status}.',
      es: 'Este socio no está activo: {status}.',
      ko: '활성 회원이 아닙니다: {status}.',
      tr: 'Bu üye etkin değil: {status}.',
    },
  },
  member_merged: {
    status: 409,
    sentences: {
      en: 'This record was merged into another one. Please use that one.',
      es: 'Esta ficha se unió a otra. Utilice la otra, por favor.',
      ko: '이 기록은 다른 회원 기록과 합쳐졌습니다. 그 기록을 이용해 주세요.',
      tr: 'Bu kayıt başka bir kayıtla birleştirildi. Lütfen onu kullanın.',
    },
  },
  member_has_active_membership: {
    status: 409,
    sentences: {
      en: 'This member still has a membership, until {endsOn}. Cancel it first.',
      es: 'Este socio todavía tiene una membresía, hasta el {endsOn}. Cancélela primero.',
      ko: '이 회원은 {endsOn}까지 멤버십이 남아 있습니다. 먼저 해지하세요.',
      tr: 'Bu üyenin {endsOn} gününe kadar üyeliği var. Önce onu iptal edin.',
    },
  },
  member_merge_overlap: {
    status: 409,
    sentences: {
      en: 'Both records have a membership on the same days, so they cannot be one.',
      es: 'Las dos fichas tienen una membresía en los mismos días; no se pueden unir.',
      ko: '두 기록에 같은 날짜의 멤버십이 있어 합칠 수 없습니다.',
      tr: 'İki kayıtta da aynı günlerde üyelik var; bu yüzden birleştirilemez.',
    },
  },
  member_code_taken: {
    status: 409,
    sentences: {
      en: 'Another member already has this card.',
      es: 'Otro socio ya tiene esta tarjeta.',
      ko: '다른 회원이 이미 사용 중인 카드입니다.',
      tr: 'Bu kart başka bir üyeye ait.',
    },
  },
  member_number_taken: {
    status: 409,
    sentences: {
      en: 'Another member already has this number.',
      es: 'Otro socio ya tiene este número.',
      ko: '다른 회원이 이미 사용 중인 번호입니다.',
      tr: 'Bu numara başka bir üyeye ait.',
    },
  },
  membership_overlap: {
    status: 409,
    sentences: {
      en: 'The member already has a membership from {from} to {to}.',
      es: 'El socio ya tiene una membresía del {from} al {to}.',
      ko: '이 회원은 이미 {from}부터 {to}까지 멤버십이 있습니다.',
      tr: 'Üyenin {from} – {to} arasında zaten bir üyeliği var.',
    },
  },
  membership_revoke_too_late: {
    status: 409,
    sentences: {
      en: 'A sale can be taken back for 24 hours, and only before it is paid.',
      es: 'Una venta se puede anular durante 24 horas y solo antes de cobrarla.',
      ko: '판매는 24시간 이내, 결제 전에만 취소할 수 있습니다.',
      tr: 'Bir satış yalnızca 24 saat içinde ve ödenmeden önce geri alınabilir.',
    },
  },
}
