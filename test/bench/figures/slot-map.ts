import type { Bench } from '../measure/bench.ts'
import { count, type Line } from '../measure/line.ts'
import { within } from '../measure/within.ts'
import { opened, Screens } from '../stage/screens.ts'
import { greenhouse } from '../stage/seed.ts'
import { syncDesk } from '../stage/synced-desk.ts'

/** Its width is set when it is painted. */
const canvas = 'main canvas[width]'

/** `slot-map`: ten thousand slots in one place, on one map (plant-slots.md section 12). */
export async function slotMap(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.of({ ...greenhouse, locations: 1 })
  const screens = await Screens.over(bench.stage, await syncDesk(tenant, 0), 'chromium-map')
  try {
    const page = await screens.page()
    const times: number[] = []
    for (let at = 0; at <= (bench.quick ? 4 : 20); at += 1) {
      await opened(page, '#/settings', 'main input[type=radio]')
      await page.waitForSelector(canvas, { state: 'detached' })
      times.push(await opened(page, `#/slots/${tenant.house.locationIds[0] ?? ''}`, canvas))
    }
    return [
      within(`map of ${count(greenhouse.slots)} slots first painted, all in one location`, times.slice(1), 300, [
        `The first time, where nothing of it was compiled yet, ${Math.round(times[0] ?? 0)} ms.`,
      ]),
    ]
  } finally {
    await screens.close()
    await tenant.close()
  }
}
