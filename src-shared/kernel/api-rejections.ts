import type { RejectionCatalogue } from './rejection.ts'

/** Refusals of the REST facade before a command or query is asked (PL-R4, R6, R7, R10, PS-R54). */
export const apiRejections: RejectionCatalogue = {
  unknown_parameter: {
    status: 400,
    sentences: {
      en: 'The parameter {name} is not known here.',
      es: 'El parámetro {name} no se conoce aquí.',
      ko: '{name} 매개변수를 알 수 없습니다.',
      tr: '{name} parametresi burada bilinmiyor.',
    },
  },
  sort_field_unknown: {
    status: 400,
    sentences: {
      en: 'Nothing can be sorted by {field} here.',
      es: 'Aquí no se puede ordenar por {field}.',
      ko: '{field} 기준으로는 정렬할 수 없습니다.',
      tr: 'Burada {field} alanına göre sıralanamaz.',
    },
  },
  page_too_deep: {
    status: 400,
    sentences: {
      en: 'Pages reach as far as row {most}. Narrow the search.',
      es: 'Las páginas llegan hasta la fila {most}. Acote la búsqueda.',
      ko: '페이지는 {most}번째 행까지만 볼 수 있습니다. 검색 범위를 좁혀 주세요.',
      tr: 'Sayfalar en çok {most}. satıra kadar gider. Aramayı daraltın.',
    },
  },
  tenant_mismatch: {
    status: 403,
    sentences: {
      en: 'This session belongs to another organisation.',
      es: 'Esta sesión pertenece a otra organización.',
      ko: '이 세션은 다른 조직에 속해 있습니다.',
      tr: 'Bu oturum başka bir kuruluşa ait.',
    },
  },
  request_in_progress: {
    status: 409,
    sentences: {
      en: 'The same request is still being carried out. Ask again shortly.',
      es: 'La misma solicitud todavía se está ejecutando. Vuelva a preguntar en breve.',
      ko: '같은 요청을 아직 처리하고 있습니다. 잠시 뒤 다시 요청하세요.',
      tr: 'Aynı istek hâlâ yürütülüyor. Az sonra yeniden sorun.',
    },
  },
  idempotency_key_reused: {
    status: 422,
    sentences: {
      en: 'This idempotency key was already used for another request.',
      es: 'Esta clave de idempotencia ya se usó para otra solicitud.',
      ko: '이 멱등성 키는 이미 다른 요청에 사용되었습니다.',
      tr: 'Bu yineleme anahtarı zaten başka bir istek için kullanıldı.',
    },
  },
}
