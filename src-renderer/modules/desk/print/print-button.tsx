import { Button, Tooltip } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortcutBoard } from '../../../app/shortcut-board.ts'
import { useShortcut } from '../../../app/use-shortcut.ts'
import type { Words } from '../../../i18n/i18n.ts'
import type { PrintSubject } from './make-paper.ts'
import { PaperDialog } from './paper-dialog.tsx'
import { usePrint } from './use-print.ts'

/** What the button says, by what it prints. */
const words = { receipt: 'print.receipt', letter: 'print.letter', member: 'print.card', slot: 'print.label' } as const
const wordOf = (subject: PrintSubject): Words => words[subject.is === 'entry' ? subject.as : subject.is]

/** Prints what is open, also by Ctrl+P while it is (DX-R40). `byKey` is for the one of several that the key means. */
export function PrintButton({ subject, byKey = true }: { subject: PrintSubject; byKey?: boolean }) {
  const { t } = useTranslation()
  const { print, busy, looking, stopLooking } = usePrint()
  useShortcut('print', byKey && !busy && !looking ? () => void print(subject) : null)
  return (
    <>
      <Tooltip label={t('print.by_key', { key: shortcutBoard.written('print') })} disabled={!byKey}>
        <Button
          variant="default"
          loading={busy}
          aria-keyshortcuts={byKey ? shortcutBoard.spoken('print') : undefined}
          leftSection={<IconPrinter size={16} stroke={1.5} />}
          onClick={() => void print(subject)}
        >
          {t(wordOf(subject))}
        </Button>
      </Tooltip>
      {looking && <PaperDialog paper={looking} onClose={stopLooking} />}
    </>
  )
}
