import { useTranslation } from 'react-i18next'
import { OtherWays } from '../first-run/other-ways.tsx'
import { Entrance } from './entrance.tsx'
import { LanguageChoice, ThemeChoice } from './looks-choices.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Who is at this desk? Shown until someone has signed in. */
export function SignIn() {
  const { t } = useTranslation()
  return (
    <Entrance
      title={t('sign_in.title')}
      line={t('sign_in.line')}
      below={
        <>
          <OtherWays />
          <LanguageChoice />
          <ThemeChoice />
        </>
      }
    >
      <SignInForm />
    </Entrance>
  )
}
