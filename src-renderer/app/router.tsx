import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { newId } from '../../src-shared/kernel/id.ts'
import { Stopped } from '../kit/error-boundary.tsx'
import { AttentionPage } from '../modules/desk/attention-page.tsx'
import { HubPage } from '../modules/desk/hub/hub-page.tsx'
import { journalSearch } from '../modules/desk/journal-filters.ts'
import { JournalPage } from '../modules/desk/journal-page.tsx'
import { OutboxPage } from '../modules/desk/outbox-page.tsx'
import { PrintersPage } from '../modules/desk/print/printers-page.tsx'
import { RescuePage } from '../modules/desk/rescue/rescue-page.tsx'
import { SettingsPage } from '../modules/desk/settings-page.tsx'
import { reportSearch } from '../modules/figures/report-address.ts'
import { ReportsPage } from '../modules/figures/reports-page.tsx'
import { memberSearch } from '../modules/memberships/member-filters.ts'
import { MembersPage } from '../modules/memberships/members-page.tsx'
import { PlansPage, planSearch } from '../modules/memberships/plans-page.tsx'
import { renewalSearch } from '../modules/memberships/renewals/renewal-address.ts'
import { RenewalsPage } from '../modules/memberships/renewals/renewals-page.tsx'
import { FloorPage, floorSearch } from '../modules/plant-slots/floor/floor-page.tsx'
import { LocationPage } from '../modules/plant-slots/location-page.tsx'
import { LocationsPage } from '../modules/plant-slots/locations-page.tsx'
import { locationsSearch, slotSearch } from '../modules/plant-slots/slot-address.ts'
import { SlotSettingsPage } from '../modules/plant-slots/slot-settings-page.tsx'
import { waitingSearch } from '../modules/plant-slots/waiting/waiting-address.ts'
import { WaitingPage } from '../modules/plant-slots/waiting/waiting-page.tsx'
import { Home } from './home.tsx'
import { linkParams } from './link-kinds.ts'
import { OpenLink } from './open-link.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell })
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const slots = createRoute({
  getParentRoute: () => root,
  path: '/slots',
  validateSearch: locationsSearch,
  component: LocationsPage,
})
const location = createRoute({
  getParentRoute: () => root,
  path: '/slots/$locationId',
  validateSearch: slotSearch,
  component: LocationPage,
})
const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  validateSearch: waitingSearch,
  component: WaitingPage,
})
const floor = createRoute({
  getParentRoute: () => root,
  path: '/floor',
  validateSearch: floorSearch,
  component: FloorPage,
})
const members = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: memberSearch,
  component: MembersPage,
})
const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  validateSearch: planSearch,
  component: PlansPage,
})
const renewals = createRoute({
  getParentRoute: () => root,
  path: '/renewals',
  validateSearch: renewalSearch,
  component: RenewalsPage,
})
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: reportSearch,
  component: ReportsPage,
})
const attention = createRoute({ getParentRoute: () => root, path: '/attention', component: AttentionPage })
const outbox = createRoute({ getParentRoute: () => root, path: '/outbox', component: OutboxPage })
const rescue = createRoute({ getParentRoute: () => root, path: '/rescue', component: RescuePage })
const journal = createRoute({
  getParentRoute: () => root,
  path: '/journal',
  validateSearch: journalSearch,
  component: JournalPage,
})
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage })
/** A link from outside; one of an unknown kind leads home. */
const link = createRoute({
  getParentRoute: () => root,
  path: '/open/$kind/$id',
  params: { parse: (params) => linkParams.parse(params), stringify: (params) => params },
  component: OpenLink,
  onError: () => {
    throw redirect({ to: '/', replace: true })
  },
})
const printers = createRoute({ getParentRoute: () => root, path: '/settings/printers', component: PrintersPage })

const slotSettings = createRoute({
  getParentRoute: () => root,
  path: '/settings/slots',
  component: SlotSettingsPage,
})
const hub = createRoute({ getParentRoute: () => root, path: '/settings/hub', component: HubPage })

/** What was thrown, which may be anything. */
const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** Addresses live in the fragment: the host knows one page only. An address that leads nowhere leads home. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    slots,
    location,
    waiting,
    floor,
    members,
    plans,
    renewals,
    reports,
    attention,
    outbox,
    journal,
    settings,
    rescue,
    link,
    hub,
    slotSettings,
    printers,
  ]),
  history: createHashHistory(),
  notFoundMode: 'root',
  defaultNotFoundComponent: Home,
  defaultErrorComponent: ({ error, reset }) => (
    <Stopped error={asError(error)} errorId={newId().slice(-8)} onRetry={reset} />
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
