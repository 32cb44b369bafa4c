import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './detail.module.css'

/** The head of a detail: what it is, how sure, and the way to close it. */
export function DetailHead({
  title,
  line,
  mark,
  onClose,
}: {
  title: string
  line?: ReactNode
  mark?: ReactNode
  onClose?: () => void
}) {
  const { t } = useTranslation()
  return (
    <header className={classes.head}>
      {mark}
      <div className={classes.words}>
        <h2 className={classes.title}>{title}</h2>
        {line && <div className={classes.line}>{line}</div>}
      </div>
      {onClose && (
        <Tooltip label={t('actions.close')}>
          <ActionIcon className={classes.close} aria-label={t('actions.close')} onClick={onClose}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  )
}

/** A part of a detail under its own small heading. */
export function Section({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      {title && (
        <div className={classes.heading}>
          <h3>{title}</h3>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

/** Names and values, one pair a line. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
