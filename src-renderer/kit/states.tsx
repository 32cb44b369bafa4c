import { IconInbox, type IconProps, IconZoomExclamation } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import { RejectionText } from './rejection-text.tsx'
import classes from './states.module.css'

/** Nothing here: one sentence, what to do or how long it takes, and at most one button. */
export function Empty({
  icon: Icon = IconInbox,
  title,
  line,
  children,
}: {
  icon?: ComponentType<IconProps>
  title: string
  line?: string
  children?: ReactNode
}) {
  return (
    <div className={classes.state}>
      <Icon size={28} stroke={1.25} className={classes.icon} aria-hidden />
      <p className={classes.title}>{title}</p>
      {line && <p className={classes.line}>{line}</p>}
      {children && <div className={classes.action}>{children}</div>}
    </div>
  )
}

/** A read that failed: why, in words, and the way on. It is asked again by itself when anything changes. */
export function Failed({ failure, children }: { failure: CallFailure; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.state} role="alert">
      <IconZoomExclamation size={28} stroke={1.25} className={classes.icon} aria-hidden />
      <p className={classes.title}>{t('states.failed')}</p>
      <div className={classes.line}>
        <RejectionText rejection={failure} />
      </div>
      {children && <div className={classes.action}>{children}</div>}
    </div>
  )
}
