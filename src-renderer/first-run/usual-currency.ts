/** Zones in which people most often count in something else than the rest of their continent. */
const byZone: Readonly<Record<string, string>> = {
  'Europe/Istanbul': 'TRY',
  'Asia/Istanbul': 'TRY',
  'Europe/London': 'GBP',
  'Europe/Zurich': 'CHF',
  'Europe/Stockholm': 'SEK',
  'Europe/Oslo': 'NOK',
  'Europe/Copenhagen': 'DKK',
  'Europe/Warsaw': 'PLN',
  'Europe/Prague': 'CZK',
  'Europe/Budapest': 'HUF',
  'Europe/Bucharest': 'RON',
  'Asia/Seoul': 'KRW',
  'Asia/Tokyo': 'JPY',
  'America/Mexico_City': 'MXN',
  'America/Bogota': 'COP',
  'America/Lima': 'PEN',
  'America/Santiago': 'CLP',
  'America/Argentina/Buenos_Aires': 'ARS',
}

/** What is most likely counted in where a computer stands; a guess that a person looks over. */
export const usualCurrency = (timeZone: string): string =>
  byZone[timeZone] ?? (timeZone.startsWith('Europe/') ? 'EUR' : 'USD')
