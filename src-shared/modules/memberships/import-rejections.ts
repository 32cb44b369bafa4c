import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** What can be wrong with a row of an import of members (memberships.md section 5). */
export const importRejections: RejectionCatalogue = {
  import_row_name_missing: {
    status: 400,
    sentences: {
      en: 'The row names nobody.',
      es: 'La fila no nombra a nadie.',
      ko: '행에 이름이 없습니다.',
      tr: 'Satırda ad yok.',
    },
  },
  import_row_end_before_start: {
    status: 400,
    sentences: {
      en: 'The last day, {endsOn}, comes before the first one, {startsOn}.',
      es: 'El último día, {endsOn}, es anterior al primero, {startsOn}.',
      ko: '종료일({endsOn})이 시작일({startsOn})보다 빠릅니다.',
      tr: 'Son gün ({endsOn}) ilk günden ({startsOn}) önce.',
    },
  },
  import_row_duplicate_number: {
    status: 409,
    sentences: {
      en: 'Line {firstLine} has the same member number.',
      es: 'La línea {firstLine} tiene el mismo número de socio.',
      ko: '{firstLine}번째 줄에 같은 회원 번호가 있습니다.',
      tr: '{firstLine}. satırda aynı üye numarası var.',
    },
  },
  import_row_overlap: {
    status: 409,
    sentences: {
      en: 'The member already has a membership from {from} to {to}.',
      es: 'El socio ya tiene una membresía del {from} al {to}.',
      ko: '이 회원은 이미 {from}부터 {to}까지 멤버십이 있습니다.',
      tr: 'Üyenin {from} – {to} arasında zaten bir üyeliği var.',
    },
  },
  import_row_type_cut: {
    status: 400,
    sentences: {
      en: 'The membership type is longer than a plan’s name may be; the plan is called by its beginning.',
      es: 'El tipo de membresía es más largo que el nombre de un plan; el plan lleva solo el principio.',
      ko: '멤버십 유형이 플랜 이름의 최대 길이보다 길어 앞부분만 플랜 이름으로 씁니다.',
      tr: 'Üyelik türü bir plan adından uzun; plana yalnızca baş kısmı verildi.',
    },
  },
  import_row_matched: {
    status: 409,
    sentences: {
      en: 'This person was a member already and gets the membership.',
      es: 'Esta persona ya era socia y recibe la membresía.',
      ko: '이미 등록된 회원이며 멤버십만 추가됩니다.',
      tr: 'Bu kişi zaten üyeydi; üyelik ona eklenir.',
    },
  },
}
