import type { SlotStatus } from '../slot-shape.tsx'

/** What the kit page shows its pieces with: made up here, of the kinds that screens have. */
export const tenant = { name: 'Bahçe', timeZone: 'Europe/Istanbul', currency: 'TRY' }

const givenNames = ['Ayşe', 'Mehmet', '서연', 'José', 'İlhan', 'Ana', 'Ömer', '민준', 'Lucía', 'Elif']
const familyNames = ['Yılmaz', '김', 'García', 'Kaya', 'Müller', '박', 'Fernández', 'Şahin', 'Öztürk', 'Costa']
const plans = ['Basic', 'Family', 'Seasonal', 'Student']
const statuses: readonly SlotStatus[] = ['available', 'allocated', 'occupied', 'maintenance']

export interface SampleMember {
  id: string
  name: string
  code: string
  plan: string
  until: string
  dueMinor: number
  status: SlotStatus
}

const at = <T>(list: readonly T[], n: number, otherwise: T): T => list[n % list.length] ?? otherwise

/** An id that is the same at every start. */
export const sampleId = (n: number): string => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const members: readonly SampleMember[] = Array.from({ length: 10_000 }, (_, n) => ({
  id: sampleId(n + 1),
  name: `${at(givenNames, n, '')} ${at(familyNames, Math.floor(n / 3) + n, '')}`,
  code: `${(1000 + (n % 9000)).toString()}-${(n * 7919).toString(16).slice(-4).padStart(4, '0').toUpperCase()}`,
  plan: at(plans, n * 3, 'Basic'),
  until: `2027-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
  dueMinor: n % 4 === 0 ? (n % 90) * 1250 : 0,
  status: at(statuses, n, 'available'),
}))
