import { ActionIcon, Button, Checkbox, Popover, Tooltip } from '@mantine/core'
import { IconColumns3, IconMinus, IconPin, IconPinFilled, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asDrawn } from './column-layout.ts'
import classes from './column-menu.module.css'
import type { ColumnSetting } from './use-column-choice.ts'

interface Props {
  columns: readonly { key: string; header: string }[]
  setting: ColumnSetting
}

/** Which columns are shown, which stay in sight, and how wide they are: all that can be done by hand, by keyboard too. */
export function ColumnMenu({ columns, setting }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" offset={6} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('table.columns')}>
          <ActionIcon aria-label={t('table.columns')} onClick={() => setOpen(!open)}>
            <IconColumns3 size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <ul className={classes.columns}>
          {columns.map((column) => (
            <ColumnLine
              key={column.key}
              column={column}
              setting={setting}
              last={isLast(columns, setting, column.key)}
            />
          ))}
        </ul>
        <Button variant="subtle" size="xs" onClick={() => setting.set(asDrawn)}>
          {t('table.columns_reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A list without any column would be no list. */
const isLast = (columns: Props['columns'], { choice }: ColumnSetting, key: string): boolean =>
  columns.every((each) => each.key === key || choice.hidden.includes(each.key))

/** By so much a press changes a width (px), and from what it starts where a column has its own. */
const step = 24
const usualWidth = 160

function ColumnLine({
  column: { key, header },
  setting,
  last,
}: {
  column: { key: string; header: string }
  setting: ColumnSetting
  last: boolean
}) {
  const { t } = useTranslation()
  const { hidden, pinned, widths } = setting.choice
  const isPinned = pinned.includes(key)
  const Pin = isPinned ? IconPinFilled : IconPin
  const tool = (label: string, icon: React.ReactNode, act: () => void, pressed?: boolean) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={pressed} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  const widen = (by: number) => setting.resize(key, (widths[key] ?? usualWidth) + by)
  return (
    <li className={classes.column}>
      <Checkbox
        className={classes.name}
        label={header}
        checked={!hidden.includes(key)}
        disabled={last}
        onChange={(event) => setting.show(key, event.currentTarget.checked)}
      />
      {tool(t('table.narrower', { name: header }), <IconMinus size={16} stroke={1.5} />, () => widen(-step))}
      {tool(t('table.wider', { name: header }), <IconPlus size={16} stroke={1.5} />, () => widen(step))}
      {tool(
        isPinned ? t('table.unpin', { name: header }) : t('table.pin', { name: header }),
        <Pin size={16} stroke={1.5} />,
        () => setting.pin(key, !isPinned),
        isPinned,
      )}
    </li>
  )
}
