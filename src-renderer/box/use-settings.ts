import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { useDeskCalls, useHere } from '../app/desk-status.tsx'
import { languageNames, speak } from '../i18n/i18n.ts'
import { changeLooks, densities, schemes, useLooks } from '../theme/looks.ts'
import { openCamera } from './box-store.ts'
import { type BoxItem, icons } from './item.ts'
import { useSound } from './sound.ts'

type Setting = BoxItem & { id: string }

const line = (id: string, title: string, run: () => void, stays = false): Setting => ({
  ...{ id, key: `setting:${id}`, icon: icons.setting, title, run, stays },
})

/** Settings of this machine and of the desk, each one line of the palette; a setting that holds already is none. */
export function useSettings(): readonly Setting[] {
  const { t } = useTranslation()
  const looks = useLooks()
  const calls = useDeskCalls()
  const { connection } = useHere()
  const [sound, setSound] = useSound()
  return useMemo(() => {
    const cut = connection === 'working_offline'
    const set = (name: string, value: string) => t('box.setting', { name, value })
    return [
      line('camera', t('box.camera.open'), openCamera, true),
      ...schemes
        .filter((scheme) => scheme !== looks.scheme)
        .map((scheme) =>
          line(`theme.${scheme}`, set(t('looks.theme'), t(`looks.${scheme}`)), () => changeLooks({ scheme })),
        ),
      ...densities
        .filter((density) => density !== looks.density)
        .map((density) =>
          line(`density.${density}`, set(t('looks.density'), t(`looks.${density}`)), () => changeLooks({ density })),
        ),
      ...languages
        .filter((language) => language !== looks.language)
        .map((language) =>
          line(`language.${language}`, set(t('looks.language'), languageNames[language]), () => {
            changeLooks({ language })
            speak(language)
          }),
        ),
      line('sound', sound ? t('box.sound_off') : t('box.sound_on'), () => setSound(!sound)),
      line('offline', cut ? t('box.go_online') : t('connection.work_offline'), () => void calls.workOffline(!cut)),
      line('sign_out', t('person.sign_out'), () => void calls.signOut()),
    ]
  }, [t, looks, calls, connection, sound, setSound])
}
