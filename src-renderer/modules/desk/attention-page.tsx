import { SegmentedControl } from '@mantine/core'
import { IconCircleCheck, IconClockPause } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { byCause } from '../../desk/attention.ts'
import { useAttention, type WhichMatters } from '../../desk/hooks.tsx'
import type { Words } from '../../i18n/i18n.ts'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { AttentionDetail } from './attention-detail.tsx'
import { AttentionList } from './attention-list.tsx'
import classes from './attention-page.module.css'

const views = ['mine', 'everybodys', 'snoozed'] as const
type View = (typeof views)[number]
const about: Record<View, { which: WhichMatters; word: Words }> = {
  mine: { which: {}, word: 'attention.view.mine' },
  everybodys: { which: { everybodys: true }, word: 'attention.view.everybodys' },
  snoozed: { which: { state: 'snoozed' }, word: 'attention.view.snoozed' },
}

/** What did not go as somebody was told, with its ways out; the next one opens by itself. */
export function AttentionPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [view, setView] = useState<View>('mine')
  const matters = useAttention(about[view].which)
  // What has one cause stands together, so that one decision can end all of it (DX-R12).
  const groups = useMemo(() => byCause(matters ?? []), [matters])
  const ordered = useMemo(() => groups.flat(), [groups])
  const [chosen, setChosen] = useState<string | null>(null)
  const place = useRef(0)
  const index = ordered.findIndex(({ id }) => id === chosen)
  useEffect(() => {
    if (index >= 0) place.current = index
  }, [index])
  // Where one was is the next one now; at the end, the last.
  const open = ordered[index] ?? ordered[Math.min(place.current, ordered.length - 1)]
  const offered = views.filter((each) => each !== 'everybodys' || may('attention_manage'))
  return (
    <Page name={t('attention.title')}>
      <div className={classes.views}>
        <SegmentedControl
          aria-label={t('attention.whose')}
          data={offered.map((value) => ({ value, label: t(about[value].word) }))}
          value={view}
          onChange={(value) => setView(views.find((each) => each === value) ?? 'mine')}
        />
      </div>
      {!matters && <Loading shape="rows" />}
      {matters?.length === 0 &&
        (view === 'snoozed' ? (
          <Empty icon={IconClockPause} title={t('attention.empty_snoozed')} line={t('attention.empty_snoozed_line')} />
        ) : (
          <Empty icon={IconCircleCheck} title={t('attention.empty')} line={t('attention.empty_line')} />
        ))}
      {open && (
        <Split
          label={t('attention.one')}
          detail={
            <AttentionDetail key={open.id} matter={open} cause={groups.find((each) => each.includes(open)) ?? []} />
          }
        >
          <AttentionList matters={ordered} selected={open.id} onSelect={setChosen} />
        </Split>
      )}
    </Page>
  )
}
