import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** The garden green of the accent; shade 7 carries the primary action in light, shade 6 in dark. */
const garden: MantineColorsTuple = [
  '#edf6f1',
  '#d9ebe1',
  '#b3d6c2',
  '#8abfa1',
  '#64a983',
  '#43936a',
  '#2c7a51',
  '#1d6a43',
  '#175836',
  '#0f4227',
]

const sans = "'Inter Variable', 'Noto Sans KR', system-ui, -apple-system, 'Segoe UI', 'Malgun Gothic', sans-serif"

/** Mantine, spoken in the tokens of `tokens.css`; what tokens cannot say is in `mantine.css`. */
export const theme = createTheme({
  primaryColor: 'garden',
  primaryShade: { light: 7, dark: 6 },
  colors: { garden },
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: '600' },
  fontSizes: {
    xs: 'var(--hf-size-small)',
    sm: 'var(--hf-size-text)',
    md: 'var(--hf-size-text)',
    lg: 'var(--hf-size-title)',
    xl: 'var(--hf-size-title)',
  },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  components: {
    Tooltip: { defaultProps: { openDelay: 400, closeDelay: 0, withArrow: false, transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'none' } },
    Modal: {
      defaultProps: { size: 440, transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.4 } },
    },
    // What lies over the page has no banner of its own for readers: the page has one, and a second is an error.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'none' } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'none' } },
    Select: { defaultProps: { allowDeselect: false, withCheckIcon: false } },
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--hf-surface)',
  '--mantine-color-text': 'var(--hf-text)',
  '--mantine-color-bright': 'var(--hf-text)',
  '--mantine-color-dimmed': 'var(--hf-text-muted)',
  '--mantine-color-placeholder': 'var(--hf-text-faint)',
  '--mantine-color-anchor': 'var(--hf-accent-text)',
  '--mantine-color-error': 'var(--hf-bad)',
  '--mantine-color-default': 'var(--hf-raised)',
  '--mantine-color-default-hover': 'var(--hf-hover)',
  '--mantine-color-default-color': 'var(--hf-text)',
  '--mantine-color-default-border': 'var(--hf-line-strong)',
  '--mantine-color-disabled': 'var(--hf-hover)',
  '--mantine-color-disabled-color': 'var(--hf-text-faint)',
  '--mantine-color-disabled-border': 'var(--hf-line)',
  '--mantine-color-gray-light-color': 'var(--hf-text)',
  '--mantine-color-gray-light-hover': 'var(--hf-hover)',
  '--mantine-primary-color-filled': 'var(--hf-accent)',
  '--mantine-primary-color-filled-hover': 'var(--hf-accent-hover)',
  '--mantine-color-garden-filled': 'var(--hf-accent)',
  '--mantine-color-garden-filled-hover': 'var(--hf-accent-hover)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
