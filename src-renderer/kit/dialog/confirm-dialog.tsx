import { Button, NumberInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import classes from './dialog.module.css'
import { Dialog, DialogButtons } from './dialog.tsx'

/** Over so many rows the number itself has to be typed (DX-R17). */
const typedOver = 50

interface Props {
  title: string
  /** What it does to what, with the count. */
  line: ReactNode
  /** How many rows it concerns. */
  count?: number
  /** The verb on the button. */
  word: string
  onConfirm(): void
  onClose(): void
}

/**
 * Asks before something that cannot be taken back, and for nothing else (DX-R17). It names what it is about; over 50
 * rows their number is typed, so that nobody does it by habit. Escape and the way back change nothing.
 */
export function ConfirmDialog({ title, line, count = 1, word, onConfirm, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState<string | number>('')
  const asksNumber = count > typedOver
  const allowed = !asksNumber || Number(typed) === count
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault()
          if (allowed) onConfirm()
        }}
      >
        <div>{line}</div>
        {asksNumber && (
          <NumberInput
            data-autofocus
            label={t('dialog.type_number', { number: format.number(count) })}
            value={typed}
            onChange={setTyped}
            hideControls
            allowDecimal={false}
            allowNegative={false}
          />
        )}
        <DialogButtons>
          <Button
            type="submit"
            className={classes.danger}
            disabled={!allowed}
            data-autofocus={asksNumber ? undefined : true}
          >
            {word}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
