import { IconAlertTriangle, IconAnchor, IconHourglass, type IconProps } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Words } from '../../i18n/i18n.ts'

/** What a slot may carry beside its status: sign and word, in the order of the legend (plant-slots.md section 8). */
export const slotFlags: readonly {
  key: 'required' | 'offered' | 'leased'
  icon: ComponentType<IconProps>
  word: Words
}[] = [
  { key: 'required', icon: IconAlertTriangle, word: 'slots.flag.required' },
  { key: 'offered', icon: IconHourglass, word: 'upkeep.flag.offered' },
  { key: 'leased', icon: IconAnchor, word: 'upkeep.flag.leased' },
]
