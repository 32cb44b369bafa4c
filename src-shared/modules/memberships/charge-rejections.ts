import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals about money that was or was not taken (memberships.md section 5). */
export const chargeRejections: RejectionCatalogue = {
  membership_charge_not_found: {
    status: 404,
    sentences: {
      en: 'This charge is not known here.',
      es: 'No se conoce este cargo aquí.',
      ko: '찾을 수 없는 청구 항목입니다.',
      tr: 'Bu borç kaydı burada bilinmiyor.',
    },
  },
  membership_charge_already_settled: {
    status: 409,
    sentences: {
      en: 'This charge is not due any more: {state}. By: {by}, {at}.',
      es: 'Este cargo ya no está pendiente: {state}. Por: {by}, {at}.',
      ko: '더 이상 미납 상태가 아닌 청구 항목입니다: {state}. 처리: {by}, {at}.',
      tr: 'Bu borç artık açık değil: {state}. İşlem: {by}, {at}.',
    },
  },
  membership_charge_invoiced: {
    status: 409,
    sentences: {
      en: 'This charge is on an invoice. It is paid, credited or corrected there.',
      es: 'Este cargo está en una factura. Se cobra, se abona o se corrige en ella.',
      ko: '청구서에 포함된 항목입니다. 결제, 환불, 정정은 청구서에서 처리하세요.',
      tr: 'Bu borç bir faturada yer alıyor. Tahsilat, iade ve düzeltme faturadan yapılır.',
    },
  },
  membership_charge_amount_mismatch: {
    status: 409,
    sentences: {
      en: 'These charges come to {expected}, not {given}.',
      es: 'Estos cargos suman {expected}, no {given}.',
      ko: '선택한 항목의 합계는 {given}이(가) 아니라 {expected}입니다.',
      tr: 'Bu borçların toplamı {given} değil, {expected}.',
    },
  },
  membership_charge_unsettle_too_late: {
    status: 409,
    sentences: {
      en: 'This money was taken on {settledOn}. It can be taken back only on the same day.',
      es: 'Este cobro se hizo el {settledOn}. Solo se puede deshacer el mismo día.',
      ko: '{settledOn}에 수납한 금액입니다. 수납 취소는 당일에만 가능합니다.',
      tr: 'Bu tahsilat {settledOn} günü yapıldı. Yalnızca aynı gün geri alınabilir.',
    },
  },
}
