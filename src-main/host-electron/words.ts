import { type Language, languages } from '../../src-shared/kernel/rejection.ts'

/** The few words main says itself; all else is said by the screens. */
export interface Words {
  newWindow: string
  openAddress: string
  open: string
  cancel: string
  notWithSwitch: string
  /** Of the last window that closes while work is unsent (DX-R30). */
  unsentWork: (count: number) => string
  unsentLine: string
  keepRunning: string
  quit: string
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
    unsentWork: (count) =>
      `${count} held here ${count === 1 ? 'is' : 'are'} safe and ${count === 1 ? 'goes' : 'go'} out at the next start.`,
    unsentLine: 'Left running, Holdfast sends them as soon as the network is back. Start it again to see it.',
    keepRunning: 'Keep running',
    quit: 'Quit',
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
    unsentWork: (count) =>
      count === 1
        ? '1 guardado aquí está a salvo y se envía en el próximo inicio.'
        : `${count} guardados aquí están a salvo y se envían en el próximo inicio.`,
    unsentLine: 'Si Holdfast sigue en marcha, se envían en cuanto vuelva la red. Inícielo de nuevo para verlo.',
    keepRunning: 'Seguir en marcha',
    quit: 'Salir',
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
    unsentWork: (count) => `이 기기에 보관된 ${count}건은 안전하며 다음에 시작할 때 전송됩니다.`,
    unsentLine: '계속 실행하면 네트워크가 돌아오는 대로 전송합니다. 다시 보려면 Holdfast를 시작하세요.',
    keepRunning: '계속 실행',
    quit: '종료',
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
    unsentWork: (count) => `Burada tutulan ${count} işlem güvende ve bir sonraki açılışta gönderilir.`,
    unsentLine: 'Holdfast çalışır durumda kalırsa ağ döner dönmez gönderir. Yeniden görmek için başlatın.',
    keepRunning: 'Çalışmaya devam et',
    quit: 'Çık',
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
