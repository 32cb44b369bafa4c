import { Random } from '../soak/random.ts'

const given = ['Ada', 'Emre', 'Zeynep', 'José', 'María', 'Zoë', 'Łukasz', 'Uğur', 'İpek', 'Ana']
const family = ['Byron', 'Şahin', 'Işık', 'García', 'Núñez', 'Kowalski', 'Müller', 'Demir', 'Çelik', 'Ruiz']
const korean = ['김철수', '이영희', '박민준', '최서연']
const types = ['Gold', ' gold ', 'GOLD', 'Student', 'student', 'Altın', 'ALTIN', 'Family 2+2', '']

/** What a generator has put into a file. */
export interface LegacyFile {
  text: string
  rows: number
  /** Rows that cannot do. */
  bad: number
}

const two = (n: number): string => String(n).padStart(2, '0')

/** A file of an older system, the same for the same seed: Turkish days, spellings that differ, one bad row in 250. */
export function legacyFile(rows: number, seed: number): LegacyFile {
  const random = new Random(seed)
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T
  const lines = ['Üye no;Ad soyad;E-posta;Telefon;Üyelik türü;Başlangıç;Bitiş']
  let bad = 0
  for (let n = 1; n <= rows; n += 1) {
    const isBad = n % 250 === 0
    if (isBad) bad += 1
    const name = random.below(5) === 0 ? pick(korean) : `${pick(given)} ${pick(family)}`
    const start = `${two(1 + random.below(28))}.${two(1 + random.below(12))}.${2024 + random.below(4)}`
    const end = random.below(3) === 0 ? '' : `31.12.${2028 + random.below(2)}`
    const mail = random.below(2) === 0 ? `u${n}@example.org` : ''
    lines.push([n, isBad ? '' : name, mail, `0532 ${100_0000 + n}`, pick(types), start, end].join(';'))
  }
  return { text: `${lines.join('\r\n')}\r\n`, rows, bad }
}
