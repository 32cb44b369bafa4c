import { IconAlertCircle } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './form.module.css'

/** What is wrong, per field, in words. */
export type Problems<Values> = Partial<Record<keyof Values, string>>

export interface Form<Values> {
  values: Values
  problems: Problems<Values>
  /** Whether anything was typed or chosen: then Escape does not throw it away. */
  touched: boolean
  set<Field extends keyof Values>(field: Field, value: Values[Field]): void
  /** Puts in what was wrong; the first such field gets the focus. */
  blame(problems: Problems<Values>): void
  reset(values: Values): void
}

/** The values of a form and what is wrong with them. A field that is changed is no longer blamed. */
export function useForm<Values extends object>(initial: Values): Form<Values> {
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Problems<Values>>({})
  const [touched, setTouched] = useState(false)
  return {
    values,
    problems,
    touched,
    set(field, value) {
      setTouched(true)
      setValues((before) => ({ ...before, [field]: value }))
      setProblems((before) => ({ ...before, [field]: undefined }))
    },
    blame: setProblems,
    reset(next) {
      setValues(next)
      setProblems({})
    },
  }
}

/**
 * A form: Ctrl+Enter sends it from anywhere, Enter never does while an input method is composing. What is wrong stands
 * at the field and, when it is more than one thing, together at the top; the first wrong field gets the focus.
 */
export function FormFrame<Values extends object>({
  form,
  onSubmit,
  onCancel,
  label,
  children,
}: {
  form: Form<Values>
  onSubmit: () => void
  onCancel?: () => void
  label: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  const frame = useRef<HTMLFormElement>(null)
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !form.touched) onCancel?.()
    if (event.key !== 'Enter') return
    if (event.nativeEvent.isComposing) event.preventDefault()
    else if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      onSubmit()
    }
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: the key is of the fields inside, wherever they are
    <form ref={frame} className={classes.form} aria-label={label} noValidate onSubmit={submit} onKeyDown={onKeyDown}>
      {wrong > 1 && (
        <div className={classes.summary} role="alert">
          <IconAlertCircle size={16} stroke={1.5} aria-hidden />
          <div>
            {t('form.problems', { count: wrong })}
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {children}
    </form>
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
