import type { RejectionCatalogue } from '../../kernel/rejection.ts'

/** Why a file, a row of it, or a step of its import is refused (PL-R35 to R37). */
export const importRejections: RejectionCatalogue = {
  import_entity_unknown: {
    status: 400,
    sentences: {
      en: 'Nothing of the kind “{entity}” can be imported.',
      es: 'No se puede importar nada del tipo «{entity}».',
      ko: '‘{entity}’ 종류는 가져올 수 없습니다.',
      tr: '“{entity}” türünde bir şey içe aktarılamaz.',
    },
  },
  import_unreadable: {
    status: 400,
    sentences: {
      en: 'This file is not a table that can be read.',
      es: 'Este archivo no es una tabla que se pueda leer.',
      ko: '읽을 수 있는 표 형식의 파일이 아닙니다.',
      tr: 'Bu dosya okunabilir bir tablo değil.',
    },
  },
  import_empty: {
    status: 400,
    sentences: {
      en: 'There are no rows in this file.',
      es: 'Este archivo no tiene filas.',
      ko: '파일에 행이 없습니다.',
      tr: 'Bu dosyada satır yok.',
    },
  },
  import_too_long: {
    status: 400,
    sentences: {
      en: 'The file has {rows} rows. At most {max} can be imported at once.',
      es: 'El archivo tiene {rows} filas. Se pueden importar como máximo {max} a la vez.',
      ko: '파일에 {rows}개의 행이 있습니다. 한 번에 최대 {max}개까지 가져올 수 있습니다.',
      tr: 'Dosyada {rows} satır var. Bir seferde en çok {max} satır içe aktarılabilir.',
    },
  },
  import_column_unknown: {
    status: 400,
    sentences: {
      en: 'There is no column “{column}” to read this as.',
      es: 'No existe la columna «{column}».',
      ko: '‘{column}’ 열이 없습니다.',
      tr: '“{column}” adında bir sütun yok.',
    },
  },
  import_not_found: {
    status: 404,
    sentences: {
      en: 'This import is not known here.',
      es: 'No se conoce esta importación aquí.',
      ko: '찾을 수 없는 가져오기입니다.',
      tr: 'Bu içe aktarma burada bilinmiyor.',
    },
  },
  import_state: {
    status: 409,
    sentences: {
      en: 'This cannot be done now: the import is {state}.',
      es: 'Ahora no se puede: el estado de la importación es {state}.',
      ko: '지금은 할 수 없습니다. 가져오기 상태: {state}.',
      tr: 'Bu şimdi yapılamaz: içe aktarmanın durumu {state}.',
    },
  },
  import_questions_open: {
    status: 409,
    sentences: {
      en: 'Say first how this file writes its days and numbers.',
      es: 'Indique primero cómo escribe este archivo las fechas y los números.',
      ko: '먼저 이 파일의 날짜와 숫자 표기 방식을 선택하세요.',
      tr: 'Önce bu dosyada tarihlerin ve sayıların nasıl yazıldığını belirtin.',
    },
  },
  import_has_bad_rows: {
    status: 409,
    sentences: {
      en: '{errors} rows cannot be imported, and all or nothing was asked for.',
      es: '{errors} filas no se pueden importar, y se pidió todo o nada.',
      ko: '가져올 수 없는 행이 {errors}개 있습니다. ‘전부 아니면 취소’로 요청되었습니다.',
      tr: '{errors} satır içe aktarılamıyor; ya hepsi ya hiçbiri istendi.',
    },
  },
  import_all_or_nothing_too_long: {
    status: 400,
    sentences: {
      en: 'All or nothing is possible for up to {max} rows.',
      es: 'Todo o nada es posible hasta {max} filas.',
      ko: '‘전부 아니면 취소’는 최대 {max}행까지 가능합니다.',
      tr: 'Ya hepsi ya hiçbiri en çok {max} satırda olur.',
    },
  },
  import_undo_too_late: {
    status: 409,
    sentences: {
      en: 'An import can be taken back for {days} days.',
      es: 'Una importación se puede deshacer durante {days} días.',
      ko: '가져오기는 {days}일 안에만 되돌릴 수 있습니다.',
      tr: 'Bir içe aktarma {days} gün içinde geri alınabilir.',
    },
  },
  import_row_bad_date: {
    status: 400,
    sentences: {
      en: '“{value}” in “{column}” is not a day.',
      es: '«{value}» en «{column}» no es una fecha.',
      ko: '‘{column}’의 ‘{value}’은(는) 날짜가 아닙니다.',
      tr: '“{column}” sütunundaki “{value}” bir tarih değil.',
    },
  },
  import_row_bad_number: {
    status: 400,
    sentences: {
      en: '“{value}” in “{column}” is not a number.',
      es: '«{value}» en «{column}» no es un número.',
      ko: '‘{column}’의 ‘{value}’은(는) 숫자가 아닙니다.',
      tr: '“{column}” sütunundaki “{value}” bir sayı değil.',
    },
  },
}
