import { IconBuildingWarehouse, IconHome, IconPlant2, type IconProps, IconTent } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Words } from '../../i18n/i18n.ts'

export const locationKindNames = ['greenhouse', 'tent', 'room', 'field'] as const
export type LocationKind = (typeof locationKindNames)[number]

/** How each kind of place looks and is called. */
export const locationKinds: Record<LocationKind, { icon: ComponentType<IconProps>; word: Words }> = {
  greenhouse: { icon: IconHome, word: 'slots.kind.greenhouse' },
  tent: { icon: IconTent, word: 'slots.kind.tent' },
  room: { icon: IconBuildingWarehouse, word: 'slots.kind.room' },
  field: { icon: IconPlant2, word: 'slots.kind.field' },
}
