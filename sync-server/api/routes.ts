import { changeRoutes } from './change-routes.ts'
import { closingRoutes } from './closing-routes.ts'
import { genericRoutes } from './generic-routes.ts'
import { leaseRoutes } from './lease-routes.ts'
import { lifeRoutes } from './life-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { ownSlotRoutes } from './own-slot-routes.ts'
import { planRoutes } from './plan-routes.ts'
import type { Route } from './route.ts'
import { saleRoutes } from './sale-routes.ts'
import { slotAdminRoutes } from './slot-admin-routes.ts'
import { slotReportRoutes } from './slot-report-routes.ts'
import { slotRoutes } from './slot-routes.ts'
import { stockRoutes } from './stock-routes.ts'
import { waitlistRoutes } from './waitlist-routes.ts'

/** Every route of the facade, the table that the router and the document are both made of (PL-R16). */
export const routes: readonly Route[] = [
  ...genericRoutes,
  ...planRoutes,
  ...memberRoutes,
  ...saleRoutes,
  ...closingRoutes,
  ...lifeRoutes,
  ...changeRoutes,
  ...leaseRoutes,
  ...slotAdminRoutes,
  ...slotReportRoutes,
  ...stockRoutes,
  ...waitlistRoutes,
  ...ownSlotRoutes,
  ...slotRoutes,
]
