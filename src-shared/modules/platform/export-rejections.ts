import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** Why a list is not given as a file (PL-R39). */
export const exportRejections: RejectionCatalogue = {
  export_not_a_list: {
    status: 400,
    sentences: {
      en: 'This is not a list, so it cannot become a file of rows.',
      es: 'Esto no es una lista y no puede convertirse en un archivo de filas.',
      ko: '목록이 아니어서 행 파일로 만들 수 없습니다.',
      tr: 'Bu bir liste olmadığı için satırlı bir dosyaya dönüştürülemez.',
    },
  },
  export_column_unknown: {
    status: 400,
    sentences: {
      en: 'The list has no column “{column}”.',
      es: 'La lista no tiene la columna «{column}».',
      ko: '목록에 ‘{column}’ 열이 없습니다.',
      tr: 'Listede “{column}” sütunu yok.',
    },
  },
  export_too_large: {
    status: 409,
    sentences: {
      en: 'The list has {rows} rows. At most {max} can be exported at once; narrow it by a filter.',
      es: 'La lista tiene {rows} filas. Se pueden exportar como máximo {max} a la vez; redúzcala con un filtro.',
      ko: '목록에 {rows}개의 행이 있습니다. 한 번에 최대 {max}개까지 내보낼 수 있습니다. 필터로 범위를 줄이세요.',
      tr: 'Listede {rows} satır var. Bir seferde en çok {max} satır dışa aktarılabilir; filtreyle daraltın.',
    },
  },
}
