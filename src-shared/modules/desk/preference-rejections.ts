import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** Refusals of a person's own choices (desk-ux.md section 5). */
export const preferenceRejections: RejectionCatalogue = {
  preference_unknown: {
    status: 400,
    sentences: {
      en: 'The setting “{key}” cannot be that.',
      es: 'El ajuste «{key}» no admite ese valor.',
      ko: '‘{key}’ 설정에 사용할 수 없는 값입니다.',
      tr: '“{key}” ayarı bu olamaz.',
    },
  },
}
