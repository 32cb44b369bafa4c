import type { NewPerson, NewTenant } from '../identity/tenants.ts'

/** The first organisation of `memberships.md` section 15. */
export const demoTenant: NewTenant = {
  slug: 'holdfast-garden',
  legalName: 'Holdfast Garden & Clinic',
  timeZone: 'Europe/Istanbul',
  currency: 'TRY',
  locale: 'en',
}

/** Of every person in the demo, which never meets a real server. */
export const demoPassword = 'a calm greenhouse'

const person = (email: string, displayName: string, role: NewPerson['roles'][number]): NewPerson => ({
  email: `${email}@holdfast.demo`,
  password: demoPassword,
  displayName,
  roles: [role],
})

/** Who works there (`identity.md` section 15, as far as their roles exist). */
export const demoPeople: readonly NewPerson[] = [
  person('aylin', 'Aylin Kaya', 'owner'),
  person('seoyeon', '김서연', 'admin'),
  person('murat', 'Murat Demir', 'manager'),
  person('elif', 'Elif Şahin', 'frontdesk'),
  person('lucia', 'Lucía Fernández', 'frontdesk'),
  person('emre', 'Emre Yıldız', 'field'),
  person('jonas', 'Jonas Weber', 'viewer'),
]
