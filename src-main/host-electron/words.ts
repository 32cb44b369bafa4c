import { type Language, languages } from '../../src-shared/kernel/rejection.ts'

/** The few words main says itself; all else is said by the screens. */
export interface Words {
  newWindow: string
  openAddress: string
  open: string
  cancel: string
  notWithSwitch: string
  startsFailed: string
  startsFailedDetail: string
  goBack: string
  tryAgain: string
}

const wordsOf: Record<Language, Words> = {
  en: {
    newWindow: 'New window',
    openAddress: 'Open this address outside Holdfast?',
    open: 'Open',
    cancel: 'Cancel',
    notWithSwitch: 'Holdfast does not start with this switch:',
    startsFailed: 'The last two starts of this version failed.',
    startsFailedDetail: 'Your work is kept. Holdfast can go back to the version before.',
    goBack: 'Go back',
    tryAgain: 'Try again',
  },
  es: {
    newWindow: 'Nueva ventana',
    openAddress: '¿Abrir esta dirección fuera de Holdfast?',
    open: 'Abrir',
    cancel: 'Cancelar',
    notWithSwitch: 'Holdfast no se inicia con esta opción:',
    startsFailed: 'Los dos últimos inicios de esta versión han fallado.',
    startsFailedDetail: 'Su trabajo está guardado. Holdfast puede volver a la versión anterior.',
    goBack: 'Volver',
    tryAgain: 'Reintentar',
  },
  ko: {
    newWindow: '새 창',
    openAddress: '이 주소를 Holdfast 밖에서 열까요?',
    open: '열기',
    cancel: '취소',
    notWithSwitch: '이 옵션으로는 Holdfast를 시작할 수 없습니다:',
    startsFailed: '이 버전이 최근 두 번 시작하지 못했습니다.',
    startsFailedDetail: '작업 내용은 보관되어 있습니다. 이전 버전으로 되돌릴 수 있습니다.',
    goBack: '되돌리기',
    tryAgain: '다시 시도',
  },
  tr: {
    newWindow: 'Yeni pencere',
    openAddress: 'Bu adres Holdfast dışında açılsın mı?',
    open: 'Aç',
    cancel: 'Vazgeç',
    notWithSwitch: 'Holdfast bu seçenekle başlatılamaz:',
    startsFailed: 'Bu sürüm son iki açılışta başlatılamadı.',
    startsFailedDetail: 'Çalışmalarınız korunuyor. Holdfast önceki sürüme dönebilir.',
    goBack: 'Geri dön',
    tryAgain: 'Yeniden dene',
  },
}

/** Words in the language of a locale such as `tr-TR`; English for one that Holdfast does not speak. */
export function wordsIn(locale: string): Words {
  const language = languages.find((each) => each === locale.split('-', 1)[0])
  return wordsOf[language ?? 'en']
}
