import { Button } from '@mantine/core'
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useDesk } from '../../desk/hooks.tsx'
import { useSays } from '../../i18n/speaker.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { FormNotice } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import classes from './attention-item.module.css'
import { commandWords } from './command-words.ts'
import { certaintyOf } from './entry-certainty.ts'
import { EntryStory, EntryWhy } from './entry-detail.tsx'
import { showReceipt } from './use-act.tsx'

/** One item: what was told, what was decided and why, and the ways out, each on one key. */
export function AttentionItem({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  return (
    <>
      <DetailHead title={t(commandWords(entry.name))} line={<CertaintyBadge certainty={certaintyOf(entry)} />} />
      <EntryWhy entry={entry} />
      <WaysOut entry={entry} />
      <EntryStory entry={entry} />
      {entry.tried.length > 0 && <Section>{t('attention.tried', { count: entry.tried.length })}</Section>}
    </>
  )
}

function WaysOut({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const says = useSays()
  const desk = useDesk()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const alternatives = entry.rejection?.alternatives ?? []
  const seen = entry.state === 'adjusted'

  const take = async (n: number) => {
    setBusy(true)
    const answer = await desk.takeAlternative(entry, n)
    setBusy(false)
    if (answer.state === 'refused') setRefusal(answer.rejection)
    else if (answer.state === 'failed') setRefusal(answer.failure)
    else showReceipt(answer.id)
  }
  const close = () => void desk.settle(entry, seen ? 'seen' : 'dismissed')

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"]')
      if (typing || busy || event.ctrlKey || event.metaKey || event.altKey) return
      const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1]
      if (digit && Number(digit) <= alternatives.length) void take(Number(digit) - 1)
      else if (event.code === 'KeyD') close()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })

  return (
    <Section title={alternatives.length > 0 ? t('attention.instead') : undefined}>
      <div className={classes.ways}>
        {alternatives.map((way, n) => (
          <Button
            key={`${way.command} ${JSON.stringify(way.input)}`}
            variant={n === 0 ? 'filled' : 'default'}
            justify="flex-start"
            disabled={busy}
            aria-keyshortcuts={String(n + 1)}
            leftSection={<IconArrowRight size={16} stroke={1.5} />}
            rightSection={<Keys keys={String(n + 1)} />}
            onClick={() => void take(n)}
          >
            {says.alternative(way)}
          </Button>
        ))}
        <Button
          variant={seen ? 'filled' : 'default'}
          justify="flex-start"
          disabled={busy}
          aria-keyshortcuts="D"
          leftSection={seen ? <IconCheck size={16} stroke={1.5} /> : <IconX size={16} stroke={1.5} />}
          rightSection={<Keys keys="d" />}
          onClick={close}
        >
          {seen ? t('attention.seen') : t('attention.dismiss')}
        </Button>
      </div>
      {refusal && (
        <div className={classes.refusal}>
          <FormNotice>
            <RejectionText rejection={refusal} />
          </FormNotice>
        </div>
      )}
    </Section>
  )
}
