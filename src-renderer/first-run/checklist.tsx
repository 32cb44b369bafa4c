import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './checklist.module.css'
import type { FirstStep } from './use-first-steps.ts'

/** What a new organisation does first, in order: each step with its minutes, ticked once it is done, one press away. */
export function Checklist({ steps }: { steps: readonly FirstStep[] }) {
  const { t } = useTranslation()
  const next = steps.find(({ done, to }) => !done && to !== null)?.key
  return (
    <section className={classes.list} aria-label={t('first_steps.title')}>
      <h2 className={classes.title}>{t('first_steps.title')}</h2>
      <p className={classes.line}>{t('first_steps.line')}</p>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <Step key={step.key} step={step} next={step.key === next} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step: { word, line, minutes, done, to }, next }: { step: FirstStep; next: boolean }) {
  const { t } = useTranslation()
  return (
    <li className={classes.step} data-done={done} data-next={next}>
      {done ? <IconCircleCheckFilled size={18} aria-hidden /> : <IconCircleDashed size={18} stroke={1.5} aria-hidden />}
      <div className={classes.words}>
        {to && !done ? (
          <Link {...to} className={classes.link}>
            {t(word)}
          </Link>
        ) : (
          <span>{t(word)}</span>
        )}
        <span className={classes.what}>{t(line)}</span>
      </div>
      <span className={classes.minutes}>
        {done ? t('first_steps.done') : t('first_steps.minutes', { count: minutes })}
      </span>
    </li>
  )
}
