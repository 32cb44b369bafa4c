import { IconAlertCircle } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DraftLine } from './form/draft-line.tsx'
import { meaningOf } from './form/form-keys.ts'
import { LeaveDialog } from './form/leave-dialog.tsx'
import type { Form } from './form/use-form.ts'
import classes from './form.module.css'

interface FrameProps<Values> {
  form: Form<Values>
  onSubmit(): void
  /** The way out, by Escape; asked for first where something was typed. */
  onCancel?(): void
  /** What the form is for, for those who do not see what stands around it. */
  label: string
  children: ReactNode
}

/** Whether something lies over a form, such as what a scan led to: Escape is its own then. */
const isCovered = (form: Element | null): boolean =>
  [...document.querySelectorAll('[role="dialog"]')].some((dialog) => !dialog.contains(form))

/**
 * A form (DX-R32). What is wrong stands at the field and, when it is more than one thing, together at the top; the first
 * wrong field gets the focus. Keys: see `meaningOf`.
 */
export function FormFrame<Values extends object>({ form, onSubmit, onCancel, label, children }: FrameProps<Values>) {
  const frame = useRef<HTMLFormElement>(null)
  const [leaving, setLeaving] = useState(false)
  const problems = Object.values(form.problems).filter((problem): problem is string => typeof problem === 'string')
  const wrong = problems.length
  useEffect(() => {
    if (wrong > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])
  useEffect(() => frame.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  const leave = () => (form.changed ? setLeaving(true) : onCancel?.())
  const onKeyDown = (event: KeyboardEvent) => {
    // Escape that closed a list of choices is used up; Ctrl+Enter sends whatever a field has made of it.
    if (event.defaultPrevented && event.key === 'Escape') return
    const meaning = meaningOf({
      key: event.key,
      withCtrl: event.ctrlKey || event.metaKey,
      composing: event.nativeEvent.isComposing,
      inLine: event.target instanceof HTMLInputElement,
      multiline: frame.current?.querySelector('textarea') !== null,
    })
    if (meaning === null || (meaning === 'leave' && (!onCancel || isCovered(frame.current)))) return
    event.preventDefault()
    if (meaning === 'submit') onSubmit()
    if (meaning === 'leave') leave()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: the key is of the fields inside, wherever they are */}
      <form ref={frame} className={classes.form} aria-label={label} noValidate onSubmit={submit} onKeyDown={onKeyDown}>
        {form.draft && <DraftLine draft={form.draft} />}
        {wrong > 1 && <Summary problems={problems} />}
        {children}
      </form>
      {leaving && (
        <LeaveDialog
          onStay={() => setLeaving(false)}
          onLeave={() => onCancel?.()}
          onDiscard={() => {
            form.done()
            onCancel?.()
          }}
        />
      )}
    </>
  )
}

/** All that is wrong, together. */
function Summary({ problems }: { problems: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <div className={classes.summary} role="alert">
      <IconAlertCircle size={16} stroke={1.5} aria-hidden />
      <div>
        {t('form.problems', { count: problems.length })}
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** The buttons under a form: the one that does it first, the way back after it. */
export const FormActions = ({ children }: { children: ReactNode }) => (
  <div className={classes.actions}>
    <div className={classes.buttons}>{children}</div>
  </div>
)

/** A refusal inside a form: the rule in words, what was typed stays (DX-R6). */
export const FormNotice = ({ children }: { children: ReactNode }) => (
  <div className={classes.notice} role="alert">
    <IconAlertCircle size={16} stroke={1.5} aria-hidden />
    <div>{children}</div>
  </div>
)
