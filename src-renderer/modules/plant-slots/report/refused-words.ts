import type { Words } from '../../../i18n/i18n.ts'

/** Why slots were not given or handed over, by code and by the reason within it; whatever is missing is another reason. */
const words: Readonly<Record<string, Words>> = {
  plant_slot_insufficient_slots: 'reports.why.insufficient',
  plant_slot_taken: 'reports.why.taken',
  plant_slot_holder_changed: 'reports.why.taken',
  plant_slot_leased: 'reports.why.leased',
  plant_slot_offered: 'reports.why.offered',
  plant_slot_maintenance_required: 'reports.why.maintenance',
  in_maintenance: 'reports.why.maintenance',
  plant_slot_already_allocated: 'reports.why.allowance',
  plant_slot_over_allowance: 'reports.why.allowance',
  plant_slot_membership_required: 'reports.why.membership',
  membership_required: 'reports.why.membership',
  plant_slot_occupied_cannot_transfer: 'reports.why.occupied',
  not_holder: 'reports.why.not_holder',
  recipient_limit: 'reports.why.recipient_limit',
  actor_not_permitted: 'reports.why.right',
}

/** Reasons in words, the most frequent first; codes that are the same to people are counted together. */
export function countedByWords(
  refused: readonly { code: string; reason: string | null; count: number }[],
): { word: Words; count: number }[] {
  const counts = new Map<Words, number>()
  for (const { code, reason, count } of refused) {
    const word = words[code] ?? words[reason ?? ''] ?? 'reports.why.other'
    counts.set(word, (counts.get(word) ?? 0) + count)
  }
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count)
}
