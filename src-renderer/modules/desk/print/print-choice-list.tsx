import { NumberInput, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PrintChoice, PrintingState } from '../../../../src-main/desk/api/printing-api.ts'
import { documentKinds } from '../../../../src-shared/printing/document.ts'
import classes from './print-choice-list.module.css'
import { kindWords } from './print-words.ts'
import { usePrintCalls } from './use-print-calls.ts'

/** Where each kind of document goes, in how many copies, and whether it is looked at before; a change holds at once. */
export function PrintChoiceList({ printing: { printers, choices } }: { printing: PrintingState }) {
  const { t } = useTranslation()
  const { call } = usePrintCalls()
  const places = [
    ...printers.map(({ id, name }) => ({ value: id, label: name })),
    { value: '', label: t('print.as_pdf') },
  ]
  return (
    <div className={classes.choices}>
      {documentKinds.map((kind) => {
        const choice = choices[kind]
        const word = t(kindWords[kind])
        const change = (changed: Partial<PrintChoice>) =>
          void call('savePrintChoice', { kind, choice: { ...choice, ...changed } })
        return (
          <fieldset key={kind} className={classes.choice}>
            <legend className={classes.kind}>{word}</legend>
            <Select
              aria-label={t('print.where', { kind: word })}
              data={places}
              value={choice.printerId ?? ''}
              onChange={(chosen) => change({ printerId: chosen || null })}
            />
            <NumberInput
              aria-label={t('print.copies', { kind: word })}
              className={classes.copies}
              min={1}
              max={5}
              clampBehavior="strict"
              prefix="× "
              value={choice.copies}
              disabled={choice.printerId === null}
              onChange={(copies) => typeof copies === 'number' && change({ copies })}
            />
            <Switch
              label={t('print.preview')}
              checked={choice.preview || choice.printerId === null}
              disabled={choice.printerId === null}
              onChange={(event) => change({ preview: event.currentTarget.checked })}
            />
            {kind === 'receipt' && (
              <Switch
                label={t('print.auto')}
                checked={choice.auto && choice.printerId !== null}
                disabled={choice.printerId === null}
                onChange={(event) => change({ auto: event.currentTarget.checked })}
              />
            )}
          </fieldset>
        )
      })}
    </div>
  )
}
