import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useHere } from '../app/desk-status.tsx'
import { goTo } from './address.ts'
import { type BoxItem, icons } from './item.ts'
import { fitting, type Here, isPermitted, palette, worksOffline } from './palette.ts'
import { useLastChosen } from './remembered.ts'
import { useSettings } from './use-settings.ts'

/** The subject of the screen in front: what a command chosen now is about. */
function useScreen(): Here {
  return useRouterState({
    select: ({ matches }): Here => {
      const { params, search } = matches.at(-1) ?? { params: {}, search: {} }
      return {
        memberId: 'member' in search && typeof search.member === 'string' ? search.member : null,
        locationId: 'locationId' in params && typeof params.locationId === 'string' ? params.locationId : null,
      }
    },
    structuralSharing: true,
  })
}

/** DX-R26: commands, screens and settings that fit what was typed, as lines of the box; `fits` orders them among others. */
export function usePalette(typed: string): readonly (BoxItem & { id: string; fits: number })[] {
  const { t } = useTranslation()
  const { rights } = useHere()
  const navigate = useNavigate()
  const here = useScreen()
  const settings = useSettings()
  const [used, use] = useLastChosen('commands')
  return useMemo(() => {
    const entries = palette
      .filter((entry) => isPermitted(entry, rights))
      .map((entry) => ({
        ...{ id: entry.id, key: `palette:${entry.id}`, icon: entry.icon ?? icons[entry.kind], title: entry.title(t) },
        ...{ subtitle: null, keys: entry.keys, needsNetwork: !worksOffline(entry) },
        run: () => goTo(navigate, entry.address(here)),
      }))
    return fitting<BoxItem & { id: string }>([...entries, ...settings], typed, used).map((entry) => ({
      ...entry,
      run() {
        use(entry.id)
        entry.run()
      },
    }))
  }, [t, rights, navigate, here, settings, used, use, typed])
}
