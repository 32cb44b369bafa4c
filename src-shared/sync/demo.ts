import type { BuiltinRole } from '../kernel/permission.ts'

/**
 * DX-R48: the demo's data never meets a real server. Desk and server of the demo say so in this header at every
 * request and answer; where only one of them does, neither goes on.
 */
export const demoHeader = 'holdfast-demo'
export const demoMark = 'yes'

/** Of every person in the demo, which never meets a real server. */
export const demoPassword = 'a calm greenhouse'

/** Somebody who works in the demo organisation. */
export interface DemoPerson {
  email: string
  displayName: string
  role: BuiltinRole
}

const person = (email: string, displayName: string, role: BuiltinRole): DemoPerson => ({
  email: `${email}@holdfast.demo`,
  displayName,
  role,
})

/** By whom the demo is looked at first: who may do everything. */
export const demoOwner = person('aylin', 'Aylin Kaya', 'owner')

/** Who works there (`identity.md` section 15, as far as their roles exist). */
export const demoStaff: readonly DemoPerson[] = [
  demoOwner,
  person('seoyeon', '김서연', 'admin'),
  person('murat', 'Murat Demir', 'manager'),
  person('elif', 'Elif Şahin', 'frontdesk'),
  person('lucia', 'Lucía Fernández', 'frontdesk'),
  person('emre', 'Emre Yıldız', 'field'),
  person('jonas', 'Jonas Weber', 'viewer'),
]
