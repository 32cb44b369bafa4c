import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** What a scanned code is refused with (desk-ux.md section 5). */
export const codeRejections: RejectionCatalogue = {
  code_unknown: {
    status: 404,
    sentences: {
      en: 'This code belongs to nothing that is known here.',
      es: 'Este código no pertenece a nada conocido aquí.',
      ko: '등록된 항목이 없는 코드입니다.',
      tr: 'Bu kod burada bilinen hiçbir şeye ait değil.',
    },
  },
}
