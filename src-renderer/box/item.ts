import type { IconProps } from '@tabler/icons-react'
import {
  IconAdjustments,
  IconAppWindow,
  IconBolt,
  IconCornerDownRight,
  IconId,
  IconLayoutGrid,
  IconMapPin,
  IconQuestionMark,
  IconUser,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

/** One line of the box. */
export interface BoxItem {
  /** Unique in the box. */
  key: string
  icon: ComponentType<IconProps>
  title: string
  subtitle?: string | null
  /** How it stands, in words. */
  state?: string | null
  keys?: string | undefined
  /** It cannot be done without the network. */
  needsNetwork?: boolean
  /** Chosen, the box stays open. */
  stays?: boolean
  run(): void
}

export interface BoxGroup {
  key: string
  label: string
  items: readonly BoxItem[]
}

export const icons = {
  member: IconUser,
  membership: IconId,
  slot: IconLayoutGrid,
  location: IconMapPin,
  command: IconBolt,
  screen: IconAppWindow,
  setting: IconAdjustments,
  more: IconCornerDownRight,
  help: IconQuestionMark,
} satisfies Record<string, ComponentType<IconProps>>

/** The icon of a kind of thing; one that is new here is a thing like any other. */
export const iconOf = (kind: string): ComponentType<IconProps> =>
  Object.hasOwn(icons, kind) ? icons[kind as keyof typeof icons] : IconAppWindow
