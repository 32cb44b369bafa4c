import { Button } from '@mantine/core'
import { IconDownload, IconExternalLink, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import { useMay } from '../../../app/desk-status.tsx'
import { useDesk } from '../../../desk/hooks.tsx'
import { hasBridge } from '../../../desk/port-transport.ts'
import { Dialog, DialogButtons } from '../../../kit/dialog/dialog.tsx'
import { FormNotice } from '../../../kit/form.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import type { Paper } from './make-paper.ts'
import classes from './paper-dialog.module.css'
import { drawnPaper, notePdf, queuePaper, usualSheet } from './print-paper.ts'
import { showPrinted } from './print-toast.tsx'
import { usePrinting } from './use-printing.ts'

/** A paper before it goes anywhere: to one of the printers, into a file, or to the browser's own dialogue (DX-R43). */
export function PaperDialog({ paper, onClose }: { paper: Paper; onClose(): void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const printing = usePrinting()
  const { picture, failure: notDrawn } = usePicture(paper)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const chosen = printing?.choices[paper.document.kind]?.printerId
  const printers = [...(printing?.printers ?? [])].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen))
  const sheet = printers[0]?.language === 'pdf' ? printers[0].paper : usualSheet[paper.document.kind]

  const printOn = async (printerId: string) => {
    const queued = await queuePaper(desk, paper, printerId)
    if (!queued.ok) return setFailure(queued.failure)
    showPrinted(queued.value)
    onClose()
  }
  const asPdf = async (how: 'save' | 'open') => {
    const drawn = await drawnPaper(desk, paper, 'pdf', sheet)
    if (!drawn.ok) return setFailure(drawn.failure)
    if (how === 'open') window.open(drawn.value, '_blank', 'noopener')
    else save(drawn.value, `${paper.document.title}.pdf`)
    await notePdf(desk, paper)
    onClose()
  }
  const shown = failure ?? notDrawn
  const maySetUp = useMay()('desk_devices') && printers.length === 0
  return (
    <Dialog title={t('print.look')} onClose={onClose}>
      <div className={classes.desk}>
        {picture ? (
          <img className={classes.paper} src={picture} alt={t('print.paper_of', { title: paper.document.title })} />
        ) : (
          !shown && <Loading shape="detail" />
        )}
      </div>
      {shown && (
        <FormNotice>
          <RejectionText rejection={shown} />
        </FormNotice>
      )}
      <DialogButtons>
        {printers.map(({ id, name }, n) => (
          <Button
            key={id}
            variant={n === 0 ? 'filled' : 'default'}
            data-autofocus={n === 0 || undefined}
            leftSection={<IconPrinter size={16} stroke={1.5} />}
            onClick={() => void printOn(id)}
          >
            {t('print.on', { printer: name })}
          </Button>
        ))}
        <Button
          variant={printers.length === 0 ? 'filled' : 'default'}
          data-autofocus={printers.length === 0 || undefined}
          leftSection={<IconDownload size={16} stroke={1.5} />}
          onClick={() => void asPdf('save')}
        >
          {t('print.save_pdf')}
        </Button>
        {!hasBridge() && (
          <Button
            variant="default"
            leftSection={<IconExternalLink size={16} stroke={1.5} />}
            onClick={() => void asPdf('open')}
          >
            {t('print.open_pdf')}
          </Button>
        )}
      </DialogButtons>
      {maySetUp && (
        <p className={classes.line}>
          <Link to="/settings/printers">{t('print.set_up')}</Link>
        </p>
      )}
    </Dialog>
  )
}

/** The paper as it will look; null until it is drawn. */
function usePicture(paper: Paper): { picture: string | null; failure: CallFailure | null } {
  const desk = useDesk()
  const [drawn, setDrawn] = useState<Awaited<ReturnType<typeof drawnPaper>> | null>(null)
  useEffect(() => {
    let address: string | null = null
    let here = true
    void drawnPaper(desk, paper, 'png', paper.document.kind === 'label' ? 'w58' : 'w80').then((answer) => {
      address = answer.ok ? answer.value : null
      if (here) setDrawn(answer)
      else if (address) URL.revokeObjectURL(address)
    })
    return () => {
      here = false
      if (address) URL.revokeObjectURL(address)
    }
  }, [desk, paper])
  return { picture: drawn?.ok ? drawn.value : null, failure: drawn && !drawn.ok ? drawn.failure : null }
}

/** A browser has begun to read what it saves by then (ms). */
const readWithin = 60_000

function save(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), readWithin)
}
