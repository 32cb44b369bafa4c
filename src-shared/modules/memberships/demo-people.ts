import { addDays, type Day } from '../../kernel/calendar.ts'
import { naturalId } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { searchText } from '../../kernel/text.ts'

/** A place people come from: how they are called and which language they are spoken to in. */
interface Origin {
  language: string
  given: readonly string[]
  family: readonly string[]
}

const words = (text: string): string[] => text.split(' ')

const turkish: Origin = {
  language: 'tr',
  given: words(
    'Ayşe Mehmet Fatma Mustafa Zeynep Ali Elif Hüseyin Emine İbrahim Çiğdem Ömer Şule Burak Gül Kerem Işıl Umut Özge Deniz Tuğba Volkan Ece Yiğit',
  ),
  family: words(
    'Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özdemir Şimşek Polat Erdoğan Güneş Aksoy',
  ),
}

const others: readonly Origin[] = [
  {
    language: 'ko',
    given: words('서연 민준 지우 하준 서윤 도윤 지민 예준 수아 현우'),
    family: words('김 이 박 최 정 강 조 윤 장 임'),
  },
  {
    language: 'es',
    given: words('Lucía Hugo Sofía Martín Paula Mateo Valeria Álvaro Inés Íñigo'),
    family: words('García Fernández López Martínez Sánchez Pérez Gómez Núñez Ibáñez Muñoz'),
  },
  {
    language: 'de',
    given: words('Jonas Greta Lukas Frieda Jürgen Anneliese Sören Käthe'),
    family: words('Müller Schmidt Weiß Schäfer Köhler Groß Krüger Jäger'),
  },
  {
    language: 'pl',
    given: words('Agnieszka Paweł Małgorzata Łukasz Zofia Wojciech'),
    family: words('Nowak Kowalczyk Wiśniewska Żak Łuczak Dąbrowski'),
  },
  {
    language: 'ar',
    given: words('محمد فاطمة عمر ليلى يوسف مريم'),
    family: words('الحداد النجار الخطيب السيد منصور درويش'),
  },
]

/** Every n-th member comes from elsewhere. */
const originOf = (n: number): Origin => (n % 5 < 2 ? (others[Math.floor(n / 5) % others.length] ?? turkish) : turkish)

/** Random numbers that are the same every time (mulberry32): from 0 up to, not including, 1. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const cardDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The n-th card code: no two are alike, and neighbours look nothing like each other. */
export function demoCode(n: number): string {
  const spread = ((n + 1) * 797_003_413) % 32 ** 8
  const digits = Array.from({ length: 8 }, (_, place) => cardDigits[Math.floor(spread / 32 ** place) % 32])
  return `${digits.slice(0, 4).join('')}-${digits.slice(4).join('')}`
}

/** Members who are somebody else's likely duplicate: the same name and birth day, or the same e-mail address. */
const duplicates = new Map([
  [601, { of: 600, shares: ['givenName', 'familyName', 'birthOn'] }],
  [611, { of: 610, shares: ['givenName', 'familyName', 'email'] }],
])
/** Members who came without having signed the waiver. */
const unsignedEvery = 29
const numberedEvery = 4
/** Three members of one family share a telephone. */
const familyEvery = 16
const familySize = 3

/** A person of the demo as `create-member` and `enrol` take them, on the day they came. */
export function demoPerson(tenantId: string, n: number, joinedOn: Day): JsonObject {
  const duplicate = duplicates.get(n)
  const original = duplicate ? demoPerson(tenantId, duplicate.of, joinedOn) : {}
  const shared = Object.fromEntries(Object.entries(original).filter(([field]) => duplicate?.shares.includes(field)))
  const head = n % familyEvery < familySize ? n - (n % familyEvery) : n
  const origin = originOf(head)
  const [own, family] = [generator(n * 7919 + 1), generator(head * 104_729 + 1)]
  const pick = <T>(from: readonly T[], random: () => number): T | undefined => from[Math.floor(random() * from.length)]
  const givenName = pick(origin.given, own) ?? ''
  const familyName = pick(origin.family, family) ?? ''
  const latin = searchText(givenName, familyName).match(/[a-z]+/g) ?? ['member']
  const digits = String(Math.floor(family() * 10 ** 7)).padStart(7, '0')
  return {
    memberId: naturalId(tenantId, 'demo-member', String(n)),
    code: demoCode(n),
    givenName,
    familyName,
    memberNumber: n % numberedEvery === 0 ? `HG-${1000 + n}` : null,
    language: origin.language,
    waiverSignedOn: n % unsignedEvery === 7 ? null : joinedOn,
    email: `${latin.join('.')}.${n}@example.com`,
    phone: `+90 53${head % 10} ${digits.slice(0, 3)} ${digits.slice(3, 5)} ${digits.slice(5)}`,
    birthOn: addDays('1955-01-01', Math.floor(own() * 365 * 50)),
    ...shared,
  }
}
