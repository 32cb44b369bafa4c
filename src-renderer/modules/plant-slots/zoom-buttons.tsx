import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './zoom-buttons.module.css'

/** How near the map is, in its corner; + and − do the same. */
export function ZoomButtons({ onZoom }: { onZoom(by: 1 | -1 | 'fit'): void }) {
  const { t } = useTranslation()
  const buttons = [
    { by: -1, icon: IconMinus, word: t('slots.map.zoom_out') },
    { by: 'fit', icon: IconMaximize, word: t('slots.map.zoom_fit') },
    { by: 1, icon: IconPlus, word: t('slots.map.zoom_in') },
  ] as const
  return (
    <div className={classes.zoom}>
      {buttons.map(({ by, icon: Icon, word }) => (
        <Tooltip key={by} label={word}>
          <ActionIcon aria-label={word} onClick={() => onZoom(by)}>
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}
