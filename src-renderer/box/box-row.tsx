import { Combobox, Tooltip } from '@mantine/core'
import { IconPlug } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../kit/keys.tsx'
import classes from './box-row.module.css'
import type { BoxItem } from './item.ts'

/** The element of a line, for the reader of the field. */
export const rowId = ({ key }: BoxItem): string => `box-${key.replace(/[^\w-]/g, '-')}`

/** One line of the box: what it is, how it stands, and the key that does the same. */
export function BoxRow({ item, selected }: { item: BoxItem; selected: boolean }) {
  const { t } = useTranslation()
  const { key, icon: Icon, title, subtitle, state, keys, needsNetwork } = item
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <Combobox.Option
      ref={row}
      id={rowId(item)}
      value={key}
      selected={selected}
      aria-selected={selected}
      className={classes.row}
      data-current={selected}
    >
      <Icon size={18} stroke={1.5} className={classes.icon} aria-hidden />
      <span className={classes.title}>{title}</span>
      {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
      <span className={classes.end}>
        {state && <span className={classes.state}>{state}</span>}
        {needsNetwork && (
          <Tooltip label={t('box.needs_network')}>
            <IconPlug size={16} stroke={1.5} aria-label={t('box.needs_network')} />
          </Tooltip>
        )}
        {keys?.split(' ').map((stroke) => (
          <Keys key={stroke} keys={stroke} />
        ))}
      </span>
    </Combobox.Option>
  )
}
