import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { languageNames, speak, type Words } from '../i18n/i18n.ts'
import { changeLooks, type Density, densities, type Scheme, schemes, useLooks } from '../theme/looks.ts'
import classes from './looks-choices.module.css'

const schemeWords: Record<Scheme, Words> = {
  auto: 'looks.auto',
  light: 'looks.light',
  dark: 'looks.dark',
  contrast: 'looks.contrast',
}
const densityWords: Record<Density, Words> = {
  comfortable: 'looks.comfortable',
  compact: 'looks.compact',
  touch: 'looks.touch',
}

export function LanguageChoice() {
  const { t } = useTranslation()
  const { language } = useLooks()
  return (
    <Choice label={t('looks.language')}>
      <SegmentedControl
        fullWidth
        aria-label={t('looks.language')}
        value={language}
        data={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
        onChange={(chosen) => {
          changeLooks({ language: chosen })
          speak(chosen)
        }}
      />
    </Choice>
  )
}

export function ThemeChoice() {
  const { t } = useTranslation()
  const { scheme } = useLooks()
  return (
    <Choice label={t('looks.theme')}>
      <SegmentedControl
        fullWidth
        aria-label={t('looks.theme')}
        value={scheme}
        data={schemes.map((value) => ({ value, label: t(schemeWords[value]) }))}
        onChange={(chosen) => changeLooks({ scheme: chosen })}
      />
    </Choice>
  )
}

export function DensityChoice() {
  const { t } = useTranslation()
  const { density } = useLooks()
  return (
    <Choice label={t('looks.density')}>
      <SegmentedControl
        fullWidth
        aria-label={t('looks.density')}
        value={density}
        data={densities.map((value) => ({ value, label: t(densityWords[value]) }))}
        onChange={(chosen) => changeLooks({ density: chosen })}
      />
    </Choice>
  )
}

const Choice = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={classes.choice}>
    <span className={classes.label}>{label}</span>
    {children}
  </div>
)
