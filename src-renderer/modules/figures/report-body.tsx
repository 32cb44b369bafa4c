import { ActionIcon, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerAnswer } from '../../desk/server-answer.ts'
import { useFormat } from '../../i18n/format.ts'
import { Loading } from '../../kit/loading.tsx'
import { Failed } from '../../kit/states.tsx'
import classes from './reports-page.module.css'

/** What a report is made of: the choices above it, as of when it is, and the report itself or why there is none. */
export function ReportBody<Output extends { asOf: string }>({
  answer,
  tools,
  children,
}: {
  answer: ServerAnswer<Output>
  tools: ReactNode
  children(value: Output): ReactNode
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value, failure, loading, again } = answer
  return (
    <>
      <div className={classes.tools}>
        {tools}
        {value && !failure && (
          <span className={classes.end}>
            {t('reports.as_of', { time: format.moment(value.asOf) })}
            <Tooltip label={t('reports.again')}>
              <ActionIcon aria-label={t('reports.again')} loading={loading} onClick={again}>
                <IconRefresh size={16} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </div>
      {failure && <Failed failure={failure} />}
      {!failure && !value && <Loading shape="rows" />}
      {!failure && value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key where nothing in it can be
        <section className={classes.body} aria-busy={loading} aria-label={t('reports.title')} tabIndex={0}>
          {children(value)}
        </section>
      )}
    </>
  )
}
