import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../desk/hooks.tsx'
import { useFormat } from '../i18n/format.ts'

/** Long enough to be found by somebody who was busy elsewhere (ms). */
const shownFor = 20_000
const id = 'rebuilt'

/**
 * Says that this desk's data was made anew while it ran, how long that took and how much was done again (`desk-ux.md`
 * section 7, row 10). Stands once in the page and shows nothing itself.
 */
export function RebuiltNotice() {
  const { t } = useTranslation()
  const format = useFormat()
  const { status } = useStatus()
  const rebuilt = status?.rebuilt
  // What was rebuilt before this page came is no news.
  const before = useRef<string | null | undefined>(undefined)
  if (before.current === undefined && status) before.current = rebuilt?.at ?? null
  useEffect(() => {
    if (!rebuilt || rebuilt.at === before.current) return
    const words = [
      t('rebuilt.here', { seconds: format.number(rebuilt.seconds) }),
      rebuilt.reapplied > 0 ? t('rebuilt.again', { count: rebuilt.reapplied }) : t('rebuilt.nothing'),
    ]
    const notice = { id, message: words.join(' '), autoClose: shownFor, role: 'status' }
    notifications.show(notice)
    // One that is shown already says the newer count.
    notifications.update(notice)
  }, [rebuilt, t, format])
  return null
}
