import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** The refusals of this module (platform.md section 5). */
export const rejections: RejectionCatalogue = {
  lease_kind_unknown: {
    status: 400,
    sentences: {
      en: 'Nothing of this kind can be reserved for a desk.',
      es: 'Nada de este tipo se puede reservar para un puesto.',
      ko: '이 종류는 데스크에 확보해 둘 수 없습니다.',
      tr: 'Bu türden bir şey masaya ayrılamaz.',
    },
  },
  lease_needs_desk: {
    status: 400,
    sentences: {
      en: 'Only a desk can reserve something for itself.',
      es: 'Solo un puesto puede reservar algo para sí.',
      ko: '데스크에서만 확보할 수 있습니다.',
      tr: 'Yalnızca bir masa kendine yer ayırabilir.',
    },
  },
  lease_not_found: {
    status: 404,
    sentences: {
      en: 'This reserve is not known here.',
      es: 'Esta reserva del puesto no se conoce aquí.',
      ko: '알 수 없는 확보분입니다.',
      tr: 'Bu ayrılmış pay burada bilinmiyor.',
    },
  },
  lease_unavailable: {
    status: 409,
    // A desk asks by itself, and asks again later.
    quiet: true,
    sentences: {
      en: 'Nothing can be reserved for this desk now; {free} are free for everyone.',
      es: 'Ahora no se puede reservar nada para este puesto; hay {free} libres para todos.',
      ko: '지금은 이 데스크에 확보할 수 있는 것이 없습니다. 모두에게 열린 것은 {free}개입니다.',
      tr: 'Şu anda bu masaya bir şey ayrılamıyor; herkes için {free} tane boş.',
    },
  },
  lease_limit: {
    status: 409,
    quiet: true,
    sentences: {
      en: 'This desk has {most} reserves already.',
      es: 'Este puesto ya tiene {most} reservas.',
      ko: '이 데스크에는 이미 확보분이 {most}개 있습니다.',
      tr: 'Bu masanın zaten {most} ayrılmış payı var.',
    },
  },
  lease_closed: {
    status: 409,
    quiet: true,
    sentences: {
      en: 'This reserve has ended already.',
      es: 'Esta reserva del puesto ya terminó.',
      ko: '이 확보분은 이미 끝났습니다.',
      tr: 'Bu ayrılmış pay zaten sona erdi.',
    },
  },
}
