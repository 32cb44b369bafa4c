import { demoPassword, demoStaff } from '../../src-shared/sync/demo.ts'
import type { NewPerson, NewTenant } from '../identity/tenants.ts'

/** The first organisation of `memberships.md` section 15. */
export const demoTenant: NewTenant = {
  slug: 'holdfast-garden',
  legalName: 'Holdfast Garden & Clinic',
  timeZone: 'Europe/Istanbul',
  currency: 'TRY',
  locale: 'en',
}

/** Who works there, each with a way in. */
export const demoPeople: readonly NewPerson[] = demoStaff.map(({ email, displayName, role }) => ({
  email,
  password: demoPassword,
  displayName,
  roles: [role],
}))
