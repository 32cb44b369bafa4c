import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { find } from '../../../src-shared/modules/memberships/find.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { StandingBadge } from '../memberships/standing.tsx'
import type { MemberChoice } from './member-choice.ts'
import classes from './member-picker.module.css'
import { useScannedMember } from './use-scanned-member.ts'

type Found = OutputOf<typeof find>[number]

const choiceOf = ({ id, name, membership }: Found): MemberChoice => ({
  memberId: id,
  name,
  membershipId: membership?.id ?? null,
})

/** Letters from which on the desk is asked. */
const fewest = 2

/** Finds a member by name, card, telephone or e-mail; how they stand is seen before they are chosen. */
export function MemberPicker({
  value,
  error,
  onChange,
}: {
  value: MemberChoice | null
  error?: string | undefined
  onChange(member: MemberChoice | null): void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState(value?.name ?? '')
  const [given, setGiven] = useState(value)
  if (given !== value) {
    setGiven(value)
    if (value) setText(value.name)
  }
  const [asked] = useDebouncedValue(text.trim(), 80)
  const searching = value === null && asked.length >= fewest
  const { value: found = [], loading } = useWatch(find, searching ? { text: asked, limit: 8 } : null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const choose = (member: MemberChoice) => {
    onChange(member)
    setText(member.name)
    combobox.closeDropdown()
  }
  const pick = (memberId: string) => {
    const member = found.find(({ id }) => id === memberId)
    if (member) choose(choiceOf(member))
  }
  useScannedMember(choose)
  const options = searching ? found : []
  return (
    <Combobox store={combobox} onOptionSubmit={pick}>
      <Combobox.Target>
        <TextInput
          data-first
          label={t('slots.field.member')}
          placeholder={t('slots.field.member_hint')}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          autoComplete="off"
          value={text}
          error={error}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value)
            if (value) onChange(null)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!searching}>
        <Combobox.Options>
          {options.map((member) => (
            <Combobox.Option key={member.id} value={member.id}>
              <span className={classes.option}>
                <span className={classes.words}>
                  <span className={classes.name}>{member.name}</span>
                  <span className={classes.line}>
                    {member.code}
                    {member.membership?.planName ? ` · ${member.membership.planName}` : ''}
                  </span>
                </span>
                <StandingBadge colour={member.colour} />
              </span>
            </Combobox.Option>
          ))}
          {options.length === 0 && !loading && <Combobox.Empty>{t('slots.field.member_none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
