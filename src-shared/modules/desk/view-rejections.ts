import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** Refusals of saved views (desk-ux.md section 5). */
export const viewRejections: RejectionCatalogue = {
  view_name_taken: {
    status: 409,
    sentences: {
      en: 'There is already a view called “{name}” here.',
      es: 'Ya existe aquí una vista llamada «{name}».',
      ko: '이 화면에 ‘{name}’ 보기가 이미 있습니다.',
      tr: 'Burada “{name}” adlı bir görünüm zaten var.',
    },
  },
  view_limit: {
    status: 409,
    sentences: {
      en: 'At most {limit} views can be kept. Delete one first.',
      es: 'Se pueden guardar {limit} vistas como máximo. Elimine antes alguna.',
      ko: '보기는 최대 {limit}개까지 저장할 수 있습니다. 먼저 하나를 삭제해 주세요.',
      tr: 'En fazla {limit} görünüm saklanabilir. Önce birini silin.',
    },
  },
}
