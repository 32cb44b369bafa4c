import { getRouteApi, Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { slot } from '../../src-shared/modules/plant-slots/slot-query.ts'
import { useWatch } from '../desk/hooks.tsx'
import { Loading } from '../kit/loading.tsx'
import { Failed } from '../kit/states.tsx'
import type { LinkKind } from './link-kinds.ts'
import { Page } from './page.tsx'

const route = getRouteApi('/open/$kind/$id')

/** Where a link from outside leads (DX-R27): the screen of the thing, and nothing is done. */
export function OpenLink() {
  const { kind, id } = route.useParams()
  return leads[kind](id)
}

const leads: Record<LinkKind, (id: string) => React.ReactNode> = {
  attention: () => <Navigate to="/attention" replace />,
  client: (id) => <Navigate to="/members" search={{ member: id }} replace />,
  plant: (id) => <SlotLink id={id} />,
  slot: (id) => <SlotLink id={id} />,
  receipt: (id) => <Navigate to="/journal" search={{ entry: id }} replace />,
}

/** A slot stands on the screen of its location, which only the slot itself knows. */
function SlotLink({ id }: { id: string }) {
  const { t } = useTranslation()
  const { value, failure } = useWatch(slot, { slotId: id }, id)
  if (value)
    return <Navigate to="/slots/$locationId" params={{ locationId: value.locationId }} search={{ slot: id }} replace />
  return <Page name={t('slots.title')}>{failure ? <Failed failure={failure} /> : <Loading shape="detail" />}</Page>
}
