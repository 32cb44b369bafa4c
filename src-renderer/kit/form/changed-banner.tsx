import { Button } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './form-parts.module.css'
import type { Form } from './use-form.ts'

interface Props<Values> {
  form: Form<Values>
  /** The row as it is now, in the form's own fields; undefined while it is not known. */
  current: Values | undefined
  /** What each field is called. */
  labels: Record<keyof Values & string, string>
  /** A value as people read it. */
  show?(field: keyof Values & string, value: Values[keyof Values]): string
}

const asText = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : String(value))

/**
 * Says that somebody changed the row while the form was open, and what (DX-R32). Nothing that was typed is lost: the
 * person keeps theirs or takes the new values, and a save then says that it has seen them.
 */
export function ChangedBanner<Values extends object>({
  form,
  current,
  labels,
  show = (_, value) => asText(value),
}: Props<Values>) {
  const { t } = useTranslation()
  const changes = current ? form.changesTo(current) : []
  if (!current || changes.length === 0) return null
  return (
    <section className={classes.changed} role="alert">
      <IconArrowsExchange size={16} stroke={1.5} aria-hidden />
      <div>
        {t('form.changed')}
        <ul>
          {changes.map(({ field, before, after }) => (
            <li key={field}>
              {labels[field]}: {show(field, before)} → {show(field, after)}
            </li>
          ))}
        </ul>
        <div className={classes.choices}>
          {changes.some(({ typed }) => typed) && (
            <Button variant="default" size="xs" onClick={() => form.goOnFrom(current, 'mine')}>
              {t('form.changed_keep')}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => form.goOnFrom(current, 'theirs')}>
            {t('form.changed_take')}
          </Button>
        </div>
      </div>
    </section>
  )
}
