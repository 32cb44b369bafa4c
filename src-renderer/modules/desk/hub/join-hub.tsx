import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NearbyHubs, nearbyHubs } from '../../../../src-main/desk/api/hub-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'
import { Section } from '../../../kit/detail.tsx'
import { type Problems, useForm } from '../../../kit/form/use-form.ts'
import { FormActions, FormFrame } from '../../../kit/form.tsx'
import classes from './hub.module.css'
import type { HubScreen } from './use-hub.ts'

interface Joining {
  at: string
  code: string
}

/** What the text of a QR code begins with: it holds the code too. */
const linkStart = 'holdfast://pair?'

/** Makes a hub on the local network this desk's server, by its address and the code on its screen. */
export function JoinHub({ hub }: { hub: HubScreen }) {
  const { t } = useTranslation()
  const form = useForm<Joining>({ at: '', code: '' })
  const { values, problems, set } = form
  const isLink = values.at.trim().startsWith(linkStart)
  const digits = values.code.replace(/\D/g, '')
  const send = async () => {
    const missing: Problems<Joining> = {
      at: values.at.trim() === '' ? t('hub.address_missing') : undefined,
      code: !isLink && digits.length !== 8 ? t('hub.code_missing') : undefined,
    }
    form.blame(missing)
    if (missing.at || missing.code) return
    if (await hub.ask('joinHub', { at: values.at.trim(), code: isLink ? null : digits }))
      form.reset({ at: '', code: '' })
  }
  return (
    <Section title={t('hub.join')}>
      <p className={classes.line}>{t('hub.join_line')}</p>
      <Nearby onChoose={(address) => set('at', address)} />
      <div className={classes.form}>
        <FormFrame form={form} label={t('hub.join')} onSubmit={() => void send()}>
          <TextInput
            label={t('hub.address')}
            description={t('hub.address_hint')}
            value={values.at}
            error={problems.at}
            onChange={(event) => set('at', event.currentTarget.value)}
          />
          {!isLink && (
            <TextInput
              label={t('hub.code')}
              inputMode="numeric"
              autoComplete="off"
              value={values.code}
              error={problems.code}
              onChange={(event) => set('code', event.currentTarget.value)}
            />
          )}
          <FormActions>
            <Button type="submit" loading={hub.busy === 'joinHub'}>
              {t('hub.join_submit')}
            </Button>
          </FormActions>
        </FormFrame>
      </div>
    </Section>
  )
}

/** Hubs that say on the local network that they are there. */
function Nearby({ onChoose }: { onChoose: (address: string) => void }) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [found, setFound] = useState<NearbyHubs['hubs'] | null>(null)
  const [looking, setLooking] = useState(false)
  const look = async () => {
    setLooking(true)
    const answer = await client.callFor('hubsNearby', {}, nearbyHubs)
    setFound(answer.ok ? answer.value.hubs : [])
    setLooking(false)
  }
  return (
    <div className={classes.nearby}>
      <Button variant="default" loading={looking} onClick={() => void look()}>
        {t('hub.look')}
      </Button>
      {found?.length === 0 && <p className={classes.line}>{t('hub.none_nearby')}</p>}
      {found?.map(({ hubId, name, address }) => (
        <Button key={hubId} variant="subtle" onClick={() => onChoose(address)}>
          {t('hub.nearby', { name, address: address.replace('https://', '') })}
        </Button>
      ))}
    </div>
  )
}
