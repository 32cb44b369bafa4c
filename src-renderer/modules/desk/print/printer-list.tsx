import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PrintingState } from '../../../../src-main/desk/api/printing-api.ts'
import { paperWords, printerStateWords } from './print-words.ts'
import classes from './printer-list.module.css'

type Listed = PrintingState['printers'][number]

/** The printers, each with where it is and how it was found last. `onOpen` null: to look at only. */
export function PrinterList({
  printers,
  open,
  onOpen,
}: {
  printers: readonly Listed[]
  open: string | null
  onOpen: ((printerId: string) => void) | null
}) {
  return (
    <ul className={classes.printers}>
      {printers.map((printer) => (
        <li key={printer.id}>
          {onOpen ? (
            <UnstyledButton
              className={classes.printer}
              aria-current={printer.id === open ? 'true' : undefined}
              onClick={() => onOpen(printer.id)}
            >
              <PrinterLine printer={printer} />
            </UnstyledButton>
          ) : (
            <span className={classes.printer}>
              <PrinterLine printer={printer} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function PrinterLine({ printer: { name, host, port, paper, state } }: { printer: Listed }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={classes.name}>{name}</span>
      <span className={classes.where}>{`${host}:${port} · ${t(paperWords[paper])}`}</span>
      <span className={classes.state} data-state={state ?? 'new'}>
        {state ? t(printerStateWords[state]) : t('print.printer.not_used')}
      </span>
    </>
  )
}
