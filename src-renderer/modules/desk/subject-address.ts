import type { Matter } from '../../desk/attention.ts'

/** Where a subject is looked at; null where it has no screen of its own. */
export function addressOf(subject: Matter['subject']) {
  if (subject?.kind === 'member') return { to: '/members', search: { member: subject.id } } as const
  if (subject?.kind === 'location') return { to: '/slots/$locationId', params: { locationId: subject.id } } as const
  return null
}
