import type { TFunction } from 'i18next'
import type { Reach } from '../../src-shared/kernel/permission.ts'
import { listMembers } from '../../src-shared/modules/memberships/member-list.ts'
import { createPlan } from '../../src-shared/modules/memberships/plan-commands.ts'
import { renew } from '../../src-shared/modules/memberships/renewal-commands.ts'
import { enrol, purchase } from '../../src-shared/modules/memberships/sale-commands.ts'
import { allocate } from '../../src-shared/modules/plant-slots/allocate-command.ts'
import { analytics } from '../../src-shared/modules/plant-slots/analytics-query.ts'
import { locations } from '../../src-shared/modules/plant-slots/capacity-queries.ts'
import { occupy } from '../../src-shared/modules/plant-slots/occupy-command.ts'
import { waitlist } from '../../src-shared/modules/plant-slots/waitlist-query.ts'
import { modules, own, type Place } from '../app/places.ts'
import { shortcuts } from '../app/shortcuts.ts'
import type { Address } from './address.ts'
import { fitOf } from './fuzzy.ts'

/** What somebody must be allowed in order to be offered something: a command, or the query of a screen. */
interface Allowed {
  name: string
  permission: string
  own: boolean
  /** Of commands. */
  offline?: boolean
}

/** The screen on which a command is looked for. */
export interface Here {
  memberId: string | null
  locationId: string | null
}

/** A command or a screen that the palette lists (DX-R26). */
export interface PaletteEntry {
  id: string
  kind: 'command' | 'screen'
  icon?: Place['icon']
  title(t: TFunction): string
  /** Null: anyone's. */
  needs: Allowed | null
  address(here: Here): Address
  /** The key that does the same, as `Keys` writes it. */
  keys?: string
}

/** What a screen is for; the others are anyone's. */
const asks: Partial<Record<Place['to'], Allowed>> = {
  '/slots': locations,
  '/waiting': waitlist,
  '/floor': occupy,
  '/members': listMembers,
  '/plans': createPlan,
  '/renewals': renew,
  '/reports': analytics,
}

const screens = [...modules, ...own].map(
  ({ to, word, key, icon }): PaletteEntry => ({
    ...{ id: to, kind: 'screen', icon, title: (t) => t(word), needs: asks[to] ?? null, keys: shortcuts[key].keys },
    address: () => (to === '/members' ? { to, search: {} } : { to }),
  }),
)

/** Every screen, and every command that has one: chosen, it opens the form, or where first a subject must be chosen, the list of these. */
export const palette: readonly PaletteEntry[] = [
  ...screens,
  {
    ...{ id: enrol.name, kind: 'command', title: (t) => t('commands.enrol'), needs: enrol },
    address: () => ({ to: '/members', search: { sheet: 'enrol' } }),
  },
  {
    ...{ id: purchase.name, kind: 'command', title: (t) => t('commands.purchase'), needs: purchase },
    address: ({ memberId }) => ({ to: '/members', search: memberId ? { member: memberId, sheet: 'sell' } : {} }),
  },
  {
    ...{ id: allocate.name, kind: 'command', title: (t) => t('commands.allocate'), needs: allocate },
    address({ memberId, locationId }) {
      if (memberId) return { to: '/members', search: { member: memberId, sheet: 'give' } }
      return locationId
        ? { to: '/slots/$locationId', params: { locationId }, search: { give: true } }
        : { to: '/slots' }
    },
  },
]

/** Whether somebody with these rights may do what an entry offers. */
export function isPermitted({ needs }: PaletteEntry, rights: Readonly<Record<string, Reach>>): boolean {
  if (needs === null || needs.permission === 'anyone') return true
  const reach = rights[needs.permission]
  return reach === 'tenant' || (reach === 'own' && needs.own)
}

/** Whether it works without the network; every screen does. */
export const worksOffline = ({ needs }: Pick<PaletteEntry, 'needs'>): boolean => needs?.offline ?? true

/** Titled things that fit what was typed: the best first, of equals the last used. */
export function fitting<Entry extends { id: string; title: string }>(
  entries: readonly Entry[],
  typed: string,
  lastUsed: readonly string[],
): (Entry & { fits: number })[] {
  const usedAt = (id: string) => (lastUsed.includes(id) ? lastUsed.indexOf(id) : lastUsed.length)
  return entries
    .flatMap((entry) => {
      const fits = fitOf(entry.title, typed)
      return fits === null ? [] : [{ ...entry, fits }]
    })
    .sort((a, b) => a.fits - b.fits || usedAt(a.id) - usedAt(b.id))
}
