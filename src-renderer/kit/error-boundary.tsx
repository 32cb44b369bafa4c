import { Button } from '@mantine/core'
import { IconBarrierBlock, IconCopy, IconRefresh } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../src-shared/kernel/id.ts'
import classes from './error-boundary.module.css'

interface State {
  error: Error | null
  errorId: string
}

/** Where an error stands still: the part stops, everything around it works on (DX-R34). */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, errorId: '' }

  static getDerivedStateFromError(error: Error): State {
    return { error, errorId: newId().slice(-8) }
  }

  override render(): ReactNode {
    const { error, errorId } = this.state
    if (!error) return this.props.children
    return <Stopped error={error} errorId={errorId} onRetry={() => this.setState({ error: null, errorId: '' })} />
  }
}

const frames = /^\s*at /

/** The place and kind of the error. Its message is left out, on however many lines: it may tell of a client. */
const report = (error: Error, errorId: string): string =>
  [
    errorId,
    error.name,
    ...(error.stack ?? '')
      .split('\n')
      .filter((line) => frames.test(line))
      .slice(0, 12),
  ].join('\n')

export function Stopped({ error, errorId, onRetry }: { error: Error; errorId: string; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.stopped} role="alert">
      <IconBarrierBlock size={28} stroke={1.25} aria-hidden />
      <p className={classes.title}>{t('states.stopped')}</p>
      <p className={classes.line}>{t('states.stopped_line', { errorId })}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onRetry} leftSection={<IconRefresh size={16} stroke={1.5} />}>
          {t('actions.try_again')}
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconCopy size={16} stroke={1.5} />}
          onClick={() => void navigator.clipboard.writeText(report(error, errorId))}
        >
          {t('actions.copy_report')}
        </Button>
      </div>
    </div>
  )
}
