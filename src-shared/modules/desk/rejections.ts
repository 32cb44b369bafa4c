import type { LabelCatalogue, RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals of the desk itself (desk-ux.md section 5). */
export const rejections: RejectionCatalogue = {
  attention_closed: {
    status: 409,
    sentences: {
      en: 'Somebody has dealt with this already.',
      es: 'Alguien ya se ocupó de esto.',
      ko: '이미 다른 사람이 처리했습니다.',
      tr: 'Bununla daha önce biri ilgilendi.',
    },
  },
  attention_exists: {
    status: 409,
    quiet: true,
    sentences: {
      en: 'This has been brought up already.',
      es: 'Esto ya se ha avisado.',
      ko: '이미 알린 내용입니다.',
      tr: 'Bu daha önce bildirildi.',
    },
  },
  attention_not_found: {
    status: 404,
    sentences: {
      en: 'This item is not known here.',
      es: 'Este aviso no se conoce aquí.',
      ko: '알 수 없는 항목입니다.',
      tr: 'Bu kayıt burada bilinmiyor.',
    },
  },
  attention_open: {
    status: 409,
    sentences: {
      en: 'This still waits for somebody.',
      es: 'Esto todavía espera a alguien.',
      ko: '아직 처리를 기다리고 있습니다.',
      tr: 'Bu hâlâ birini bekliyor.',
    },
  },
  attention_too_old: {
    status: 409,
    sentences: {
      en: 'This was closed more than 7 days ago. Start anew instead.',
      es: 'Esto se cerró hace más de 7 días. Empiece de nuevo.',
      ko: '7일이 넘게 지난 항목입니다. 새로 시작하세요.',
      tr: 'Bu, 7 günden uzun süre önce kapatıldı. Yeniden başlayın.',
    },
  },
  already_sent: {
    status: 409,
    sentences: {
      en: 'This has been sent already. Undo it instead.',
      es: 'Esto ya se envió. Deshágalo en su lugar.',
      ko: '이미 전송되었습니다. 대신 실행을 취소하세요.',
      tr: 'Bu zaten gönderildi. Bunun yerine geri alın.',
    },
  },
  date_past: {
    status: 400,
    sentences: {
      en: 'Choose a moment within the next 30 days.',
      es: 'Elija un momento dentro de los próximos 30 días.',
      ko: '앞으로 30일 안의 시각을 선택하세요.',
      tr: 'Önümüzdeki 30 gün içinde bir zaman seçin.',
    },
  },
  undone_before_done: {
    status: 409,
    quiet: true,
    sentences: {
      en: 'There was nothing to take back: it had not been accepted.',
      es: 'No había nada que deshacer: no se había aceptado.',
      ko: '승인되지 않은 작업이라 취소할 것이 없었습니다.',
      tr: 'Geri alınacak bir şey yoktu: kabul edilmemişti.',
    },
  },
  user_not_active: {
    status: 409,
    sentences: {
      en: 'This person does not work here now.',
      es: 'Esta persona no trabaja aquí ahora.',
      ko: '현재 근무하지 않는 사람입니다.',
      tr: 'Bu kişi şu anda burada çalışmıyor.',
    },
  },
}

/** Words of the ways out of a doubled answer (desk-ux.md section 7.1). */
export const labels: LabelCatalogue = {
  desk_undo_mine: {
    en: 'Take mine back',
    es: 'Deshacer lo mío',
    ko: '내 작업 취소',
    tr: 'Benimkini geri al',
  },
  desk_undo_theirs: {
    en: 'Take theirs back',
    es: 'Deshacer lo de la otra persona',
    ko: '다른 사람의 작업 취소',
    tr: 'Diğerininkini geri al',
  },
}
