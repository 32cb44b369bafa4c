import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** Refusals of printing, by this desk, and of templates. */
export const printRejections: RejectionCatalogue = {
  template_invalid: {
    status: 400,
    sentences: {
      en: 'The template cannot be used: {path} is missing or not valid.',
      es: 'La plantilla no se puede usar: {path} falta o no es válido.',
      ko: '사용할 수 없는 서식입니다. {path} 항목이 없거나 올바르지 않습니다.',
      tr: 'Şablon kullanılamaz: {path} eksik ya da geçersiz.',
    },
  },
  printer_unknown: {
    status: 404,
    sentences: {
      en: 'This desk has no such printer. Choose one in the settings.',
      es: 'Este puesto no tiene esa impresora. Elija una en los ajustes.',
      ko: '이 데스크에 없는 프린터입니다. 설정에서 프린터를 선택하세요.',
      tr: 'Bu masada böyle bir yazıcı yok. Ayarlardan bir yazıcı seçin.',
    },
  },
  printer_limit: {
    status: 409,
    sentences: {
      en: 'A desk has at most {limit} printers.',
      es: 'Un puesto tiene como máximo {limit} impresoras.',
      ko: '데스크마다 프린터는 최대 {limit}대까지 등록할 수 있습니다.',
      tr: 'Bir masada en çok {limit} yazıcı olabilir.',
    },
  },
  printer_busy: {
    status: 409,
    sentences: {
      en: 'Papers still wait for this printer. Print or cancel them first.',
      es: 'Aún hay papeles en espera de esta impresora. Imprímalos o cancélelos primero.',
      ko: '이 프린터를 기다리는 인쇄물이 있습니다. 먼저 인쇄하거나 취소하세요.',
      tr: 'Bu yazıcıyı bekleyen kâğıtlar var. Önce yazdırın ya da iptal edin.',
    },
  },
  print_job_unknown: {
    status: 404,
    sentences: {
      en: 'This paper is no longer in the queue.',
      es: 'Este papel ya no está en la cola.',
      ko: '인쇄 대기열에 없는 인쇄물입니다.',
      tr: 'Bu kâğıt artık kuyrukta değil.',
    },
  },
  print_job_state: {
    status: 409,
    sentences: {
      en: 'This cannot be said of the paper now.',
      es: 'Eso no puede decirse ahora de este papel.',
      ko: '지금은 이 인쇄물에 할 수 없는 작업입니다.',
      tr: 'Bu kâğıt için şu anda bu yapılamaz.',
    },
  },
  document_unprintable: {
    status: 409,
    sentences: {
      en: 'This paper could not be drawn. Save it as PDF, or try again.',
      es: 'No se pudo componer este papel. Guárdelo como PDF o inténtelo de nuevo.',
      ko: '인쇄물을 만들 수 없습니다. PDF로 저장하거나 다시 시도하세요.',
      tr: 'Bu kâğıt hazırlanamadı. PDF olarak kaydedin ya da yeniden deneyin.',
    },
  },
}
