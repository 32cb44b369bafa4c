import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../../src-shared/kernel/calendar.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ReportBody } from '../../figures/report-body.tsx'
import { ReportPart, ReportParts } from '../../figures/report-part.tsx'
import { ReportTable } from '../../figures/report-table.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { StandingPart } from './standing-part.tsx'
import { type ReportRow, useReports } from './use-reports.ts'

interface MembershipReportProps {
  from: Day
  to: Day
  /** What is chosen above: which report, which days. */
  tools: ReactNode
}

/** How memberships stand, who comes back, and what is due (memberships.md section 9). */
export function MembershipReport({ from, to, tools }: MembershipReportProps) {
  const { t } = useTranslation()
  const answer = useReports({ from, to })
  return (
    <ReportBody answer={answer} tools={tools}>
      {(told) => (
        <>
          <StandingPart told={told} />
          <ReportParts>
            <MonthPart
              title={t('reports.renewals_by_month')}
              part={t('reports.column.renewed')}
              rows={told.renewedByMonth}
            />
            <MonthPart
              title={t('reports.churn_by_month')}
              line={t('reports.churn_line')}
              part={t('reports.column.left')}
              rows={told.churn}
            />
          </ReportParts>
          <ReportParts>
            <PlansPart rows={told.inForce} />
            <DuePart rows={told.due} />
            <MonthPart
              title={t('reports.sales')}
              part={t('reports.column.sold')}
              of={t('reports.column.tried')}
              rows={told.sales}
            />
          </ReportParts>
        </>
      )}
    </ReportBody>
  )
}

/** Shares month by month. */
function MonthPart(props: { title: string; line?: string; part: string; of?: string; rows: readonly ReportRow[] }) {
  const { title, line, part, of, rows } = props
  const { t } = useTranslation()
  const { percent, partOf } = useFigures()
  const format = useFormat()
  const share = ({ part: done, of: all, rate }: ReportRow) => ({ part: done ?? 0, of: all ?? 0, rate })
  return (
    <ReportPart title={title} line={line}>
      {rows.length === 0 ? (
        <p>{t('reports.nothing')}</p>
      ) : (
        <ReportTable
          label={title}
          columns={[
            { key: 'month', title: t('reports.column.month'), cell: ({ group }) => format.month(group ?? '') },
            { key: 'of', title: of ?? t('reports.column.count'), number: true, cell: (row) => partOf(share(row)) },
            { key: 'rate', title: part, number: true, cell: ({ rate }) => percent(rate) },
          ]}
          rows={rows}
          keyOf={({ group }) => group ?? ''}
        />
      )}
    </ReportPart>
  )
}

/** How many are in force on each plan. */
function PlansPart({ rows }: { rows: readonly ReportRow[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ReportPart title={t('reports.by_plan')}>
      <ReportTable
        label={t('reports.by_plan')}
        columns={[
          { key: 'plan', title: t('reports.column.plan'), cell: ({ label }) => label },
          {
            key: 'count',
            title: t('reports.column.in_force'),
            number: true,
            cell: ({ count }) => format.number(count ?? 0),
          },
        ]}
        rows={rows}
        keyOf={({ group }) => group ?? ''}
      />
    </ReportPart>
  )
}

/** What is due, by how long it has been. */
function DuePart({ rows }: { rows: readonly ReportRow[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ReportPart title={t('reports.past_due')}>
      {rows.length === 0 ? (
        <p>{t('reports.past_due_none')}</p>
      ) : (
        <ReportTable
          label={t('reports.past_due')}
          columns={[
            { key: 'age', title: t('reports.column.age'), cell: ({ group }) => ages[group ?? ''] ?? group },
            {
              key: 'count',
              title: t('reports.column.charges'),
              number: true,
              cell: (row) => format.number(row.count ?? 0),
            },
            {
              key: 'amount',
              title: t('reports.column.amount'),
              number: true,
              cell: ({ amountMinor, currency }) => format.money(amountMinor ?? 0, currency ?? ''),
            },
          ]}
          rows={rows}
          keyOf={({ group, currency }) => `${group} ${currency}`}
        />
      )}
    </ReportPart>
  )
}

/** Ages of debt as people write them. */
const ages: Readonly<Record<string, string>> = { '0-7': '0–7', '8-30': '8–30', '31-90': '31–90', '90+': '> 90' }
