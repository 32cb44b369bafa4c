import type { Bench } from '../measure/bench.ts'
import { count, type Line } from '../measure/line.ts'
import { within } from '../measure/within.ts'
import { Rest } from '../stage/rest.ts'

const root = '/api/v1'
const chosen = <T>(all: readonly T[], n: number): T[] =>
  Array.from({ length: n }, (_, at) => all[(at * 7919) % all.length]).flatMap((each) => each ?? [])

/** Pages of every length, of all plans and of some. */
const planPages = (n: number, plans: number): string[] =>
  Array.from({ length: n }, (_, at) => {
    const limit = [20, 50, 100][at % 3] ?? 20
    const filter = ['', '&status=ACTIVE', '&status=ARCHIVED', `&search=${1 + (at % 9)}`][at % 4]
    const page = at % 4 === 0 ? 1 + (at % Math.max(1, Math.floor(plans / limit))) : 1
    return `${root}/membership-plans?limit=${limit}&page=${page}${filter}`
  })

const memberPages = (n: number): string[] =>
  Array.from({ length: n }, (_, at) => {
    const limit = [1, 20, 100][at % 3] ?? 20
    return `${root}/members?includePlan=true&limit=${limit}&page=${1 + (at % 40)}`
  })

/** `memberships-server`: plans, members and sales over HTTP (memberships.md section 12). */
export async function membershipsServer(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const tenant = await organisation.opened()
  const { size, house } = organisation
  const n = bench.quick ? 30 : 200
  const rest = await Rest.of(tenant, 6 * (n + 5))
  try {
    const lists = await rest.each(planPages(n, size.plans))
    const active = await rest.each(Array.from({ length: n }, () => `${root}/membership-plans/active`))
    const single = await rest.each(chosen(house.planIds, n).map((id) => `${root}/membership-plans/${id}`))
    const members = await rest.each(memberPages(n))
    const sold = organisation.offered
    const created: number[] = []
    for (let at = 0; at < n + 5; at += 1) {
      const person = { givenName: 'Zeynep', familyName: `Kaya ${at}`, email: `new${at}@example.test` }
      const body = { ...person, membershipPlanId: sold[at % sold.length] }
      created.push((await rest.post(`${root}/members`, body)).ms)
    }
    const of = `${count(size.plans)} plans, ${count(size.memberships)} memberships`
    return [
      within(`plan list over HTTP, any page, ${of}`, lists, 40),
      within(`active plans over HTTP, ${of}`, active, 15),
      within(`single plan over HTTP, ${of}`, single, 15),
      within(`member creation with plan over HTTP, ${count(size.members)} members`, created.slice(5), 60),
      {
        ...within(`list of members with plans over HTTP, 1 to 100 a page, ${count(size.members)} members`, members, 40),
        ...{ goal: '–', met: null },
      },
    ]
  } finally {
    rest.close()
    await tenant.close()
  }
}
