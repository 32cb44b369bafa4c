import type { Day } from '../../../../src-shared/kernel/calendar.ts'
import type { InputOf, OutputOf } from '../../../../src-shared/kernel/query.ts'
import { report } from '../../../../src-shared/modules/memberships/report-query.ts'
import { type ServerAnswer, useServerAnswer } from '../../../desk/server-answer.ts'

/** One report, as the server tells it. */
type Told = OutputOf<typeof report>
export type ReportRow = Told['rows'][number]

interface Stretch {
  from: Day
  to: Day
}

/** The reports of the screen, together: they are shown when all are there. */
export interface Reports {
  asOf: string
  inForce: ReportRow[]
  monthly: ReportRow[]
  renewed: ReportRow[]
  renewedByMonth: ReportRow[]
  churn: ReportRow[]
  freezes: ReportRow[]
  owed: ReportRow[]
  due: ReportRow[]
  sales: ReportRow[]
}

/** Asks for all reports of some days; the first refusal is that of all. */
export function useReports({ from, to }: Stretch): ServerAnswer<Reports> {
  const useReport = (name: InputOf<typeof report>['name'], groupBy?: InputOf<typeof report>['groupBy']) =>
    useServerAnswer(report, { name, from, to, ...(groupBy === undefined ? {} : { groupBy }) })
  const inForce = useReport('in-force')
  const monthly = useReport('monthly-value')
  const renewed = useReport('renewal-rate', 'none')
  const renewedByMonth = useReport('renewal-rate')
  const churn = useReport('churn')
  const freezes = useReport('freeze-use')
  const owed = useReport('pending-slots')
  const due = useReport('past-due')
  const sales = useReport('enrolment', 'month')
  const all = [inForce, monthly, renewed, renewedByMonth, churn, freezes, owed, due, sales]
  const rowsOf = ({ value }: ServerAnswer<Told>): ReportRow[] => value?.rows ?? []
  const whole = all.every(({ value }) => value !== undefined)
  return {
    value: whole
      ? {
          ...{ asOf: inForce.value?.asOf ?? '', inForce: rowsOf(inForce), monthly: rowsOf(monthly) },
          ...{ renewed: rowsOf(renewed), renewedByMonth: rowsOf(renewedByMonth), churn: rowsOf(churn) },
          ...{ freezes: rowsOf(freezes), owed: rowsOf(owed), due: rowsOf(due), sales: rowsOf(sales) },
        }
      : undefined,
    failure: all.find(({ failure }) => failure !== null)?.failure ?? null,
    loading: all.some(({ loading }) => loading),
    again: () => {
      for (const { again } of all) again()
    },
  }
}
