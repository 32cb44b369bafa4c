import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../app/page.tsx'
import { useAttention } from '../../desk/hooks.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { AttentionItem } from './attention-item.tsx'
import { AttentionList } from './attention-list.tsx'

/** What did not go as somebody was told, with its ways out; the next one opens by itself. */
export function AttentionPage() {
  const { t } = useTranslation()
  const entries = useAttention()
  const [chosen, setChosen] = useState<string | null>(null)
  const place = useRef(0)
  const index = entries?.findIndex(({ id }) => id === chosen) ?? -1
  useEffect(() => {
    if (index >= 0) place.current = index
  }, [index])
  // Where one was is the next one now; at the end, the last.
  const open = entries?.[index] ?? entries?.[Math.min(place.current, entries.length - 1)]
  return (
    <Page name={t('attention.title')}>
      {!entries && <Loading shape="rows" />}
      {entries?.length === 0 && (
        <Empty icon={IconCircleCheck} title={t('attention.empty')} line={t('attention.empty_line')} />
      )}
      {entries && open && (
        <Split label={t('attention.one')} detail={<AttentionItem key={open.id} entry={open} />}>
          <AttentionList entries={entries} selected={open.id} onSelect={setChosen} />
        </Split>
      )}
    </Page>
  )
}
