import { Button } from '@mantine/core'
import { IconPlus, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../app/desk-status.tsx'
import { Page } from '../../../app/page.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { Split } from '../../../kit/split.tsx'
import { Empty } from '../../../kit/states.tsx'
import { PrintChoiceList } from './print-choice-list.tsx'
import { PrintQueueList } from './print-queue-list.tsx'
import { PrinterForm } from './printer-form.tsx'
import { PrinterList } from './printer-list.tsx'
import classes from './printers-page.module.css'
import { usePrinting } from './use-printing.ts'

/** The printers of this desk, what is printed where, and what waits. Who may not set up printers sees the queue. */
export function PrintersPage() {
  const { t } = useTranslation()
  const printing = usePrinting()
  const may = useMay()('desk_devices')
  const [open, setOpen] = useState<'new' | string | null>(null)
  const printer = printing?.printers.find(({ id }) => id === open) ?? null
  const adding = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen('new')}>
      {t('print.add')}
    </Button>
  )
  const detail = may && (open === 'new' || printer) && (
    <PrinterForm key={open} printer={printer} onSaved={setOpen} onClose={() => setOpen(null)} />
  )
  return (
    <Page name={t('print.title')} action={may && printing && printing.printers.length > 0 ? adding : undefined}>
      {!printing && <Loading shape="rows" />}
      {printing && (
        <Split label={t('print.one')} detail={detail || null}>
          <div className={classes.parts}>
            {printing.printers.length === 0 ? (
              <Empty icon={IconPrinter} title={t('print.none')} line={t('print.none_line')}>
                {may && adding}
              </Empty>
            ) : (
              <Part title={t('print.printers')}>
                <PrinterList printers={printing.printers} open={open} onOpen={may ? setOpen : null} />
              </Part>
            )}
            {may && printing.printers.length > 0 && (
              <Part title={t('print.kinds')}>
                <PrintChoiceList printing={printing} />
              </Part>
            )}
            {(printing.printers.length > 0 || printing.jobs.length > 0) && (
              <Part title={t('print.queue')}>
                <PrintQueueList jobs={printing.jobs} />
              </Part>
            )}
          </div>
        </Split>
      )}
    </Page>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h2 className={classes.title}>{title}</h2>
    {children}
  </section>
)
