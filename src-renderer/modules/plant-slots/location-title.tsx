import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import classes from './location-title.module.css'

/** Where one is: all slots, then this location; the others are one press away. */
export function LocationTitle({ locationId }: { locationId: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { value: locations = [] } = useWatch(locationsQuery, {})
  const here = locations.find(({ id }) => id === locationId)
  return (
    <span className={classes.title}>
      <Link to="/slots" className={classes.up}>
        {t('slots.title')}
      </Link>
      {here && (
        <>
          <IconChevronRight size={16} stroke={1.5} aria-hidden className={classes.between} />
          <Menu position="bottom-start" width={260}>
            <Menu.Target>
              <UnstyledButton className={classes.here}>
                {here.name}
                <IconChevronDown size={16} stroke={1.5} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {locations.map(({ id, name, free }) => (
                <Menu.Item
                  key={id}
                  aria-current={id === locationId ? 'page' : undefined}
                  rightSection={<span className={classes.free}>{t('slots.free_count', { count: free })}</span>}
                  onClick={() => void navigate({ to: '/slots/$locationId', params: { locationId: id } })}
                >
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
    </span>
  )
}
