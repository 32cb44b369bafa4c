import { type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { theme } from './theme.ts'

/** The theme with what Mantine says by itself, in the language of the screen: how a notice is closed (DX-R46). */
export function useTheme(): MantineThemeOverride {
  const close = useTranslation().t('actions.close')
  return useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } } },
      }),
    [close],
  )
}
