import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreference } from '../desk/form-hooks.ts'
import { useAttention } from '../desk/hooks.tsx'
import { defaultNotices, isQuiet, notices } from './quiet-hours.ts'

/** This machine's time of day, as quiet hours are written. */
const timeOfDay = (): string => new Date().toTimeString().slice(0, 5)

/**
 * DX-R38: tells of what needs the person while nobody looks at the window, never by name, since the screen may be
 * locked. What comes together is one notice; a click opens the inbox. Shows nothing itself.
 */
export function DesktopNotices() {
  const { t } = useTranslation()
  const { navigate } = useRouter()
  const [chosen] = usePreference('notices', notices, defaultNotices)
  const count = useAttention()?.length
  const known = useRef<number>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = count
    if (count === undefined || before === undefined || count <= before) return
    const wanted = chosen.on && !document.hasFocus() && !isQuiet(timeOfDay(), chosen)
    if (!wanted || Notification.permission !== 'granted') return
    const notice = new Notification('Holdfast', { body: t('today.needs_you', { count }), tag: 'attention' })
    notice.onclick = () => {
      window.focus()
      void navigate({ to: '/attention' })
    }
  }, [count, chosen, navigate, t])
  return null
}
