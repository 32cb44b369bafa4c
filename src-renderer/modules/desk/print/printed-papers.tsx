import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useJournalEntry } from '../../../desk/hooks.tsx'
import { useFormat } from '../../../i18n/format.ts'
import type { Words } from '../../../i18n/i18n.ts'
import type { JournalEntry } from '../../../journal/entry.ts'
import { Section } from '../../../kit/detail.tsx'
import { JobState } from './job-state.tsx'
import type { PrintSubject } from './make-paper.ts'
import { paperCertainty } from './paper-sources.ts'
import { PrintButton } from './print-button.tsx'
import classes from './printed-papers.module.css'
import { usePrinting } from './use-printing.ts'

/** What a paper said of how sure it was. */
const saidWords: Readonly<Record<string, Words | undefined>> = {
  held: 'certainty.held',
  confirmed: 'certainty.confirmed',
  adjusted: 'certainty.adjusted',
  not_accepted: 'certainty.rejected',
  withdrawn: 'certainty.withdrawn',
  undone: 'certainty.undone',
}

interface Out {
  id: string
  at: string
  copy: number
  certainty: string | null
  where: string | null
  job: React.ReactNode
}

/**
 * DX-R41: papers of an entry that are out there or on their way, with what each says; and where the server has decided
 * otherwise since, that they say what is no longer true. Nothing where nothing was printed.
 */
export function PrintedPapers({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const papers = usePapers(entry)
  if (papers.length === 0) return null
  const now = paperCertainty(entry)
  const wrong = papers.filter(({ certainty }) => certainty !== now).length
  const misled = now !== 'held' && now !== 'confirmed' && wrong > 0
  return (
    <Section title={t('print.papers')}>
      {misled && (
        <p className={classes.wrong} role="note">
          {t('print.papers_wrong', { count: wrong })}
        </p>
      )}
      <ul className={classes.papers}>
        {papers.map(({ id, at, copy, certainty, where, job }) => {
          const said = saidWords[certainty ?? '']
          return (
            <li key={id}>
              <span>{copy > 1 ? t('print.copy', { n: format.number(copy) }) : t('print.first')}</span>
              <span className={classes.more}>
                {[format.moment(at), where ?? t('print.pdf'), said && t('print.says', { said: t(said) })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {job}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/**
 * The same by the command, and the way to print what is true now (desk-ux.md section 7, 6). Nothing where this machine's
 * journal does not know the command.
 */
export function PapersOfCommand({ commandId }: { commandId: string }) {
  const entry = useJournalEntry(commandId)
  const subject = useMemo((): PrintSubject | null => entry && { is: 'entry', entry, as: 'receipt' }, [entry])
  if (!entry || !subject) return null
  return (
    <>
      <PrintedPapers entry={entry} />
      <Section>
        <PrintButton subject={subject} />
      </Section>
    </>
  )
}

function usePapers({ id: entryId, printed }: JournalEntry): Out[] {
  const jobs = usePrinting()?.jobs ?? []
  const noted: Out[] = printed.map(({ printer, ...paper }) => ({ ...paper, where: printer, job: null }))
  const known = new Set(printed.map(({ id }) => id))
  const under = jobs.filter((job) => job.entryId === entryId && job.state !== 'cancelled' && !known.has(job.id))
  const coming: Out[] = under.map(({ id, at, copy, certainty, printerName, state }) => ({
    ...{ id, at, copy, certainty, where: printerName, job: <JobState state={state} /> },
  }))
  return [...noted, ...coming].sort((a, b) => a.copy - b.copy)
}
