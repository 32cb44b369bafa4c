import { Button, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { Entrance } from '../app/entrance.tsx'
import { ThemeChoice } from '../app/looks-choices.tsx'
import { languageNames, speak } from '../i18n/i18n.ts'
import { changeLooks, useLooks } from '../theme/looks.ts'
import classes from './first-run.module.css'
import type { SettingUp } from './use-setup.ts'

/** Which language the screens speak; the machine's own is chosen already. */
export function LanguageStep({ run }: { run: SettingUp }) {
  const { t } = useTranslation()
  const { language } = useLooks()
  return (
    <Entrance title={t('first_run.welcome')} line={t('first_run.welcome_line')} below={<ThemeChoice />}>
      <form
        className={classes.form}
        aria-label={t('first_run.welcome')}
        onSubmit={(event) => {
          event.preventDefault()
          const { organisation } = run.answers
          run.answer({ step: 'way', language, organisation: { ...organisation, locale: language } })
        }}
      >
        <Radio.Group
          aria-label={t('looks.language')}
          value={language}
          onChange={(value) => {
            const chosen = languages.find((known) => known === value) ?? language
            changeLooks({ language: chosen })
            speak(chosen)
          }}
        >
          <div className={classes.languages}>
            {languages.map((value) => (
              <Radio.Card key={value} value={value} className={classes.language} lang={value}>
                {languageNames[value]}
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Button type="submit" fullWidth data-autofocus>
          {t('first_run.go_on')}
        </Button>
      </form>
    </Entrance>
  )
}
