import { Skeleton } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './loading.module.css'

/** Whether it has lasted long enough to be worth showing: less than this is not seen as waiting (DX-R33). */
export function useSlow(waiting: boolean, after = 150): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setSlow(true), after)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [waiting, after])
  return waiting && slow
}

const widths = ['62%', '48%', '71%', '55%', '66%', '43%', '58%', '69%']

const shapes: Record<'rows' | 'detail' | 'map', (n: number) => ReactNode> = {
  rows: (n) => (
    <span key={n} className={classes.row}>
      <Skeleton height={10} width={widths[n % widths.length]} radius="sm" />
      <Skeleton height={10} width="60%" radius="sm" />
      <Skeleton height={10} width="40%" radius="sm" />
    </span>
  ),
  detail: (n) => <Skeleton key={n} height={10} width={widths[n % widths.length]} radius="sm" mb={14} />,
  map: (n) => <Skeleton key={n} height={32} width={32} radius="sm" />,
}
const counts = { rows: 10, detail: 7, map: 120 }

/** Nothing for 150 ms, then a skeleton in the shape of what comes. */
export function Loading({ shape }: { shape: keyof typeof shapes }) {
  const { t } = useTranslation()
  const slow = useSlow(true)
  if (!slow) return <div className={classes.loading} aria-busy="true" />
  const pieces = Array.from({ length: counts[shape] }, (_, n) => shapes[shape](n))
  return (
    <div className={classes.loading} data-shape={shape} role="status" aria-label={t('states.loading')}>
      {pieces}
    </div>
  )
}
