import { type Language, languages } from '../../src-shared/kernel/rejection.ts'

/** The few words main says itself; all else is said by the screens. */
export interface Words {
  newWindow: string
  openAddress: string
  open: string
  cancel: string
  notWithSwitch: string
}

const wordsOf: Record<Language, Words> = {
  en: {
    newWindow: 'New window',
    openAddress: 'Open this address outside Holdfast?',
    open: 'Open',
    cancel: 'Cancel',
    notWithSwitch: 'Holdfast does not start with this switch:',
  },
  es: {
    newWindow: 'Nueva ventana',
    openAddress: '¿Abrir esta dirección fuera de Holdfast?',
    open: 'Abrir',
    cancel: 'Cancelar',
    notWithSwitch: 'Holdfast no se inicia con esta opción:',
  },
  ko: {
    newWindow: '새 창',
    openAddress: '이 주소를 Holdfast 밖에서 열까요?',
    open: '열기',
    cancel: '취소',
    notWithSwitch: '이 옵션으로는 Holdfast를 시작할 수 없습니다:',
  },
  tr: {
    newWindow: 'Yeni pencere',
    openAddress: 'Bu adres Holdfast dışında açılsın mı?',
    open: 'Aç',
    cancel: 'Vazgeç',
    notWithSwitch: 'Holdfast bu seçenekle başlatılamaz:',
  },
}

/** Words in the language of a locale such as `tr-TR`; English for one that Holdfast does not speak. */
export function wordsIn(locale: string): Words {
  const language = languages.find((each) => each === locale.split('-', 1)[0])
  return wordsOf[language ?? 'en']
}
