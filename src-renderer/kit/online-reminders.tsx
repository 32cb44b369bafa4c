import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { usePreference } from '../desk/form-hooks.ts'
import { useOnline } from './use-online.ts'

const words = z.array(z.string())
const none: string[] = []
const place = 'online.reminders'

/** What somebody wants to be reminded of once the network is back; kept over a restart. */
export function useReminders(word: string): { isReminding: boolean; remind(): void } {
  const [waiting, set] = usePreference(place, words, none)
  return { isReminding: waiting.includes(word), remind: () => set([...waiting.filter((each) => each !== word), word]) }
}

/** Says that what needed the network can be done now (DX-R5). Stands once in the page and shows nothing itself. */
export function OnlineReminders() {
  const { t } = useTranslation()
  const online = useOnline()
  const [waiting, set] = usePreference(place, words, none)
  useEffect(() => {
    if (!online || waiting.length === 0) return
    for (const name of waiting) {
      notifications.show({
        id: `online ${name}`,
        message: t('online.back', { name }),
        autoClose: false,
        role: 'status',
      })
    }
    set(none)
  }, [online, waiting, set, t])
  return null
}
