import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { asObject } from '../../../src-shared/kernel/json.ts'
import type { Matter } from '../../desk/attention.ts'
import { useDesk } from '../../desk/hooks.tsx'
import { Section } from '../../kit/detail.tsx'
import classes from './attention-ways.module.css'
import { refusalOf, useTake, waysNow } from './use-ways.ts'

/** DX-R12: one decision for all that has one cause; each is its own command, together they are undone as one. */
export function AttentionCause({ matters }: { matters: readonly Matter[] }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const take = useTake()
  const [left, setLeft] = useState<{ done: number; refused: number } | null>(null)
  const [busy, setBusy] = useState(false)

  const each = async (give: (matter: Matter, batchId: string) => Promise<boolean>) => {
    setBusy(true)
    const batchId = newId()
    let done = 0
    for (const matter of matters) if (await give(matter, batchId)) done += 1
    setLeft({ done, refused: matters.length - done })
    setBusy(false)
  }
  const firstWay = (matter: Matter, batchId: string) =>
    // Asked anew for each: what one takes, the next cannot have.
    waysNow(desk.client, matter).then(async ({ retry, alternatives }) => {
      const way = retry ? { command: matter.commandName, input: asObject(matter.input) } : alternatives[0]
      return way !== undefined && refusalOf(await take(matter, way, batchId)) === null
    })
  const dismissed = async ({ id, source }: Matter, batchId: string) => {
    if (source === 'desk') {
      const entry = await desk.journal.entry(id)
      if (entry) await desk.settle(entry, 'dismissed')
      return true
    }
    const reason = t('attention.reason.not_needed')
    return refusalOf(await desk.submit('desk.dismiss-attention', { itemId: id, reason }, { batchId })) === null
  }
  return (
    <Section title={t('attention.same_cause', { count: matters.length })}>
      <div className={classes.menus}>
        <Button variant="default" disabled={busy} onClick={() => void each(firstWay)}>
          {t('attention.all_first')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void each(dismissed)}>
          {t('attention.all_dismiss')}
        </Button>
      </div>
      <p role="status">{left && t('attention.all_done', left)}</p>
    </Section>
  )
}
