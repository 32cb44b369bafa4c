import { assemble } from './kernel/domain.ts'
import { desk } from './modules/desk/module.ts'
import { identity } from './modules/identity/module.ts'
import { memberships } from './modules/memberships/module.ts'
import { plantSlots } from './modules/plant-slots/module.ts'
import { platform } from './modules/platform/module.ts'

/** The one list of modules, in the order in which they react to a fact. */
export const domain = assemble([identity, platform, desk, memberships, plantSlots])
